import { AccountsController } from './accounts.controller.ts';
import { AlertFileController } from './alert-file.controller.ts';
import { AlertsController } from './alerts.controller.ts';
import { AuditController } from './audit.controller.ts';
import { ConfirmController } from './confirm.controller.ts';
import { DeadLettersController } from './dead-letters.controller.ts';
import { EndpointsController } from './endpoints.controller.ts';
import { EventActsController } from './event-acts.controller.ts';
import { ExportsController } from './exports.controller.ts';
import { FollowUpsController } from './follow-ups.controller.ts';
import { HealthController } from './health.controller.ts';
import { ImportsController } from './imports.controller.ts';
import { IngestController } from './ingest.controller.ts';
import { LeadsController } from './leads.controller.ts';
import { LearningController } from './learning.controller.ts';
import { NamesController } from './names.controller.ts';
import { OpenDataController } from './open-data.controller.ts';
import { Open311Controller } from './open311.controller.ts';
import { PagesController } from './pages.controller.ts';
import { ReportActsController } from './report-acts.controller.ts';
import { ReportFilesController } from './report-files.controller.ts';
import { ReportTemplatesController } from './report-templates.controller.ts';
import { ReportsController } from './reports.controller.ts';
import { SessionController } from './session.controller.ts';
import { SettingsController } from './settings.controller.ts';
import { SetupController } from './setup.controller.ts';
import { SourcesController } from './sources.controller.ts';
import { SpecialItemsController } from './special-items.controller.ts';
import { StreamController } from './stream.controller.ts';
import { SupervisionController } from './supervision.controller.ts';
import { ViewsController } from './views.controller.ts';
import { WardMapController } from './ward-map.controller.ts';
import { WardTableController } from './ward-table.controller.ts';

/** Every route of the product. */
export const controllers = [
  SessionController,
  SetupController,
  WardTableController,
  WardMapController,
  ViewsController,
  ImportsController,
  AccountsController,
  ExportsController,
  EventActsController,
  NamesController,
  PagesController,
  LeadsController,
  SpecialItemsController,
  ConfirmController,
  LearningController,
  AlertsController,
  AlertFileController,
  EndpointsController,
  DeadLettersController,
  FollowUpsController,
  SupervisionController,
  OpenDataController,
  ReportsController,
  ReportActsController,
  ReportFilesController,
  ReportTemplatesController,
  StreamController,
  SourcesController,
  IngestController,
  Open311Controller,
  SettingsController,
  AuditController,
  HealthController,
] as const;
