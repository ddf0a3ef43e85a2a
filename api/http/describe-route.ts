import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

/** What a route takes and gives, for the API's description. */
export interface RouteFacts {
  query?: readonly z.ZodObject[];
  body?: z.ZodType;
  /** Names in the path, e.g. ['id']. */
  params?: readonly string[];
  /** Type of the answer, as a file of api/contract names it. */
  answers?: string;
  status?: number;
}

/** Describes a route at /api/docs by the very schemas that parse its input, so that the description cannot lag behind. */
export function Describe({ query = [], body, params = [], answers = '', status = 200 }: RouteFacts): MethodDecorator {
  return applyDecorators(
    ...params.map((name) => ApiParam({ name, schema: { type: 'string' } })),
    ...query.flatMap(queryParams),
    ...(body ? [ApiBody({ schema: jsonSchemaOf(body) })] : []),
    ApiResponse({ status, description: answers }),
  );
}

function queryParams(shape: z.ZodObject): MethodDecorator[] {
  const { properties = {}, required = [] } = jsonSchemaOf(shape);
  return Object.entries(properties).map(([name, schema]) =>
    ApiQuery({ name, required: required.includes(name), schema }),
  );
}

interface JsonSchema {
  properties?: Record<string, object>;
  required?: string[];
}

/** The schema of what goes in; a check that JSON Schema cannot word is left out. */
function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'openapi-3.0' }) as JsonSchema;
}
