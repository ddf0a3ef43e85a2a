import { expect, test } from 'vitest';
import { classifyTopic } from './classify-topic.ts';
import { decideTopic, type LearnedVerdict } from './decide-topic.ts';

/** What the words say of a text about water pressure and a jam. */
const verdict = classifyTopic({ title: '', tokens: [], text: '下水道又堵了，污水外溢，路口也堵车' });
const learned = (label: string, second: string, confidence: number): LearnedVerdict => ({
  prediction: { label, confidence, second, secondConfidence: 1 - confidence },
  topicsOf: (one) => (one === '无' ? [] : [one]),
  minConfidence: 0.7,
});

test('a sure model decides the field, the words the topic within it', () => {
  expect(verdict.topicCode).toBe('0705');
  expect(decideTopic(verdict, learned('07', '08', 0.9))).toMatchObject({
    topicCode: '0705',
    topicConfidence: 0.9,
    topicBy: 'model',
    topicGuesses: [],
  });
  const jam = decideTopic(verdict, learned('08', '07', 0.9));
  expect(jam.topicCode).toBe('0801');
  expect(jam.topicWords).toContain('堵车');
  expect(decideTopic(verdict, learned('13', '07', 0.9)).topicCode).toBe('1300');
});

test('an unsure model asks a person between its two best, and till then the words choose between them', () => {
  const asked = decideTopic(verdict, learned('08', '07', 0.6));
  expect(asked).toMatchObject({ topicCode: '0705', topicConfidence: 0.4, topicGuesses: ['0801', '0705'] });
  expect(decideTopic(verdict, learned('13', '17', 0.6)).topicCode).toBe('1300');
});

test('a label that stands for nothing leaves the words as they are', () => {
  expect(decideTopic(verdict, learned('无', '07', 0.9))).toMatchObject({ topicCode: '0705', topicBy: 'words' });
});

test('the platform’s own category and praise are not asked about', () => {
  const given = classifyTopic({ title: '', tokens: [], text: '下水道堵了', hint: '市容环境' });
  expect(decideTopic(given, learned('08', '07', 0.9))).toMatchObject({ topicBy: 'platform', topicGuesses: [] });
  const praise = classifyTopic({ title: '感谢物业师傅', tokens: [], text: '半夜及时修好了电梯，点赞' });
  expect(decideTopic(praise, learned('08', '07', 0.6))).toMatchObject({ topicCode: '9800', topicGuesses: [] });
});
