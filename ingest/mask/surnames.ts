/** Surnames of 99 % of the population (public register's list of 2019 and the Hundred Family Surnames), commonest first. */
const common =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤';
const others =
  '康易乔赖文洪庞施牛樊葛邢安齐伍兰倪章鲁温翟颜殷申纪柳卓关焦莲庄詹岳翁芦辛管鲍阮耿柯祝左骆欧柴涂靳苗尚游舒童司华盛路梅喻岑裴凌霍费单包路应宁辜费解娄褚阎欧甘成宫景卫冉屈项符戚沙窦迟束柏桂邬臧植宗缪鄢敖全楼查晏晋卞冀桑迟连尤谷佟练邝占茅丛谈闵闻卜鄂仇班计乐饶宿咸籍蔺巩阙郎阚车姬房封池巫乌年鞠池丰丘习海边花党宣贲郁井幸仲伊荀羊储芮荣仇祖秋甄曲家糜富弓牧隗山侯全仰羿郗叶蒙池苍印怀蒲台从索赖卓屠蒙商农浦逄亓仝妥苟邸候初相战次闪修桓璩濮寿通扈冀郏茹暨居衡步耿弘匡国寇广禄东殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛那简饶空曾毋沙乜养鞠丰巢蒯相查后荆红游竺权逯盖益桓' +
  '傅俞季毕奚滕祁虞瞿萧穆蓝艾云钮裘嵇席皮吉诸贝狄湛麻古戈厉戎栾麦廉杭惠伏刁昝汲邴韶郜薄邰胥莘郦雍燕庾冼揭禹巴郤宓钭';
const compound =
  '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 令狐 宇文 长孙 慕容 司徒 司空 夏侯 独孤 南宫 轩辕 端木 百里 东郭 呼延 闻人 钟离 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 鲜于 闾丘 亓官 司寇 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 梁丘 左丘 东门 西门 南门 万俟 赫连 第五 完颜 纳兰 叶赫'.split(
    ' ',
  );

const commonSet = new Set(common);
const singleSet = new Set(common + others);
const compoundSet = new Set(compound);

/** Length of the surname that the text has at `at`: 2 for 欧阳, 1 for 王, 0 for none. */
export function surnameLength(text: string, at: number): 0 | 1 | 2 {
  if (compoundSet.has(text.slice(at, at + 2))) return 2;
  return singleSet.has(text[at] ?? '') ? 1 : 0;
}

/** True for one of the hundred commonest surnames, which need less proof than the others. */
export function isCommonSurname(character: string): boolean {
  return commonSet.has(character);
}
