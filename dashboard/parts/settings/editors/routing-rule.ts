/** A rule of 派单 as the setting holds it: '' is any; `assist` are unit codes; days are ISO, '' is open. */
export interface Rule {
  topic: string;
  ward: string;
  nature: string;
  lead: string;
  assist: string[];
  from: string;
  until: string;
}
