import { computed, shallowRef } from 'vue';
import type { TopicNode, WardNode } from '#api/contract/names.ts';
import { api } from '../lib/api.ts';
import { lineage } from '../lib/ward-tree.ts';
import { useI18n } from './useI18n.ts';

const wards = shallowRef<WardNode[]>([]);
const topics = shallowRef<TopicNode[]>([]);

/** What stands for a code without a name: nobody should read a code for the moment until names are loaded. */
const unnamed = (code: string, loaded: readonly unknown[]): string => (loaded.length === 0 ? '…' : code);

// One of each for all who ask: a hundred rows of a list each ask for a name.
const { locale } = useI18n();
const byCode = computed(() => new Map(wards.value.map((ward) => [ward.code, ward])));
const topicNames = computed(
  () => new Map(topics.value.map((topic) => [topic.code, locale.value === 'en' ? topic.nameEn : topic.name])),
);
/** The wards that exist now: what a list offers to choose from, beside the one that is chosen. */
const choices = computed(() => wards.value.filter((ward) => !ward.isClosed));

async function loadWards(): Promise<void> {
  [wards.value, topics.value] = await Promise.all([api.wards(), api.topics()]);
}
const wardName = (code: string) => byCode.value.get(code)?.name ?? unnamed(code, wards.value);
/** The topic's name in the page's language; `given`, the server's Chinese one, until topics are loaded. */
const topicName = (code: string, given = unnamed(code, topics.value)) => topicNames.value.get(code) ?? given;
/** The ward and those above it, outermost first. */
const path = (code: string) => lineage(byCode.value, code);

/** The ward tree and the topics, loaded once per sign-in: names for every code on the page. */
export const useWards = () => ({ wards, choices, topics, loadWards, wardName, topicName, path });
