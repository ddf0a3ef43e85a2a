/** The pages, built once for all tests of a run that open them. */
export { ensureDashboard as default } from '../../bootstrap.mjs';
