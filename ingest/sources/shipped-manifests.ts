/** The connector manifests that come with the product, by the names of their files in `manifests/`. */
export const shippedManifests = [
  'hotline',
  'shequtong',
  'boxue',
  'weizhili',
  'zhangshang',
  'luodian-coverage',
  'open311',
  'open311-xml',
  'discourse',
  'discourse-posts',
  'decidim',
] as const;
