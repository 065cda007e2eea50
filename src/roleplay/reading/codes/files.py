"""RP0xx: the file itself."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, error, warning

CODES: Mapping[str, Code] = {
    "RP001": error(
        "this is not YAML: {problem}",
        "check this line and the one above for a missing colon or quote, a tab, or wrong indentation; put text that"
        ' contains a colon, or begins with a quotation mark, a bracket or > * & ! % @ `, in "quotes" or after |',
        "这里不是合法的 YAML：{problem}",
        "请看这一行和上一行：是否少了冒号或引号、用了制表符、缩进不齐；"
        "含有英文冒号、或以引号、括号和 > * & ! % @ ` 开头的文字，要整段加引号，或写在 | 下面",
    ),
    "RP002": error(
        "the file is not UTF-8: byte {byte} at offset {offset} cannot be read",
        "save the file as UTF-8 in your editor",
        "文件不是 UTF-8 编码：偏移 {offset} 处的字节 {byte} 无法读取",
        "请在编辑器里把文件另存为 UTF-8",
    ),
    "RP003": error(
        "the file has {size} bytes; the limit is {limit}",
        "split it into several files",
        "文件有 {size} 字节，最多只读 {limit} 字节",
        "请拆成几个文件",
    ),
    "RP004": error(
        "with its aliases expanded this file has more than {limit} values",
        "write the repeated parts once, or use fewer aliases (*name)",
        "把引用（*name）展开后，这个文件的值超过 {limit} 个",
        "请减少重复引用",
    ),
    "RP005": error(
        "this is nested more than {limit} levels deep",
        "no scene needs such depth: look for a bracket that is never closed",
        "嵌套超过 {limit} 层",
        "没有场景需要这么深的嵌套：请检查是否有括号没有闭合",
    ),
    "RP006": error(
        "the key `{key}` appears twice here (first in line {first}); one of the two values would be lost",
        "rename one of them, or remove it",
        "键 `{key}` 在这里重复出现（第一次在第 {first} 行），其中一个会丢失",
        "请改名或删掉其中一个",
    ),
    "RP007": error(
        "the tag `{tag}` is not allowed: scenes are plain data",
        "remove the tag and write the value itself; put text that begins with ! in quotes",
        "不允许使用标签 `{tag}`：场景只是普通数据",
        "请去掉标签，直接写值；以英文感叹号开头的文字要加引号",
    ),
    "RP008": error(
        "{problem}",
        "one file holds one scene, rubric, persona, vocabulary or KPI profile: a map that begins with `roleplay:`",
        "{problem}",
        "一个文件只写一个场景、量规、人物、动作表或指标口径：以 `roleplay:` 开头的映射",
    ),
    "RP009": error(
        "unknown format `{found}`",
        "begin the file with one of: roleplay: scenario/1, rubric/1, persona/1, moves/1, kpi/1, form/1, exam/1,"
        " observation/1",
        "不认识的格式 `{found}`",
        "文件第一行请写：roleplay: scenario/1（或 rubric/1、persona/1、moves/1、kpi/1、form/1、exam/1、observation/1）",
    ),
    "RP010": error(
        "unknown key `{key}`",
        "keys allowed here: {known}",
        "这里没有 `{key}` 这个键",
        "这里可用的键：{known}",
    ),
    "RP011": error(
        "the key `{key}` is missing from {where}",
        "add `{key}:`",
        "{where}缺少 `{key}`",
        "请补上 `{key}:`",
    ),
    "RP012": error(
        "`{where}` is {found}, but should be {wanted}",
        "{fix}",
        "`{where}` 现在是 {found}，应为 {wanted}",
        "{fix}",
    ),
    "RP013": error(
        "`{found}` is not a valid condition on `{name}`",
        "{fix}",
        "`{found}` 不能作为 `{name}` 的条件",
        "{fix}",
    ),
    "RP014": error(
        "the text contains a character that must not be shown: {character}",
        "remove it; it is invisible or controls the terminal",
        "文字里有不允许显示的字符：{character}",
        "请删掉它：它不可见，或会控制终端",
    ),
    "RP015": error(
        "this text has {length} characters; at most {limit} fit on a screen",
        "shorten it, or split it over two nodes",
        "这段文字有 {length} 个字符，屏幕上最多放 {limit} 个",
        "请缩短，或拆到两个节点里",
    ),
    "RP016": error(
        "`{found}` cannot be a name here",
        "use lower-case letters, digits and `{joiner}`, beginning with a letter: {example}; separate names with an"
        " ordinary comma, not a Chinese one{lists}",
        "`{found}` 不能用作这里的名字",
        "请用小写字母、数字和 `{joiner}`，以字母开头，例如 {example}；几个名字之间用英文逗号{lists}",
    ),
    "RP017": error(
        "the id is `{id}` but the file is called `{stem}`; they must be the same, because files are found by their id",
        "rename the file to {id}.yaml, or write id: {stem}",
        "id 是 `{id}`，文件名却是 `{stem}`；两者必须一致，才能按 id 找到这个文件",
        "把文件改名为 {id}.yaml，或把 id 写成 {stem}",
    ),
    "RP018": error(
        "the file cannot be read: {problem}",
        "check its name and permissions",
        "无法读取文件：{problem}",
        "请检查文件名和权限",
    ),
    "RP019": error(
        "these alternatives are not valid: {problem}",
        "the first one that fits is used, so the last one, and only the last, has no `when:`",
        "这几条备选不成立：{problem}",
        "从上往下取第一个符合的，所以最后一条、也只有最后一条不写 `when:`",
    ),
    "RP020": error(
        "`{where}` has {found}, but should have {wanted}",
        "{fix}",
        "`{where}` 有 {found} 个；需要 {wanted} 个",
        "{fix}",
    ),
    "RP021": error(
        "the comma before `{found}` ended the text: inside {{ }} a comma begins the next entry",
        'put the whole text in "quotes", or write each entry on a line of its own, without the brackets',
        "`{found}` 前面的英文逗号把这段文字断开了：在 {{ }} 里逗号表示下一项",
        "请给整段文字加上引号，或者去掉花括号，一项写一行",
    ),
    "RP022": error(
        "the colon after `{key}` is a full-width Chinese one (：), which YAML does not recognise",
        "type `{key}: ` with the colon of an English keyboard and a space after it",
        "`{key}` 后面用了全角冒号（：），YAML 不认识它",
        "请改成英文冒号加一个空格：`{key}: `",
    ),
    "RP023": warning(
        "this file has {total} findings; only the first {limit} are shown, errors before warnings",
        "fix those first; often one of them causes many of the others",
        "这个文件一共有 {total} 处问题，只列出前 {limit} 处，错误在前，警告在后",
        "请先改这些；很多问题往往是同一处引起的",
    ),
    "RP024": error(
        "this pattern does not work: {problem}",
        "[a|b] matches either of the two, (a) is optional, … matches up to five words or ten Chinese characters;"
        " everything else must occur exactly as written",
        "这个句式不成立：{problem}",
        "[甲|乙] 表示任选其一，(甲) 表示可有可无，… 表示中间隔着至多十个汉字或五个单词；其余的照写照对",
    ),
    "RP025": error(
        "`{found}` is not a valid date",
        "write year, month and day with four, two and two digits: 2026-05-04",
        "`{found}` 不是一个日期",
        "请按年四位、月两位、日两位来写：2026-05-04",
    ),
    "RP026": error(
        "the weights add up to {total}, not to 100",
        "{fix}: each weight is the percentage that its figure contributes to the composite",
        "权重加起来是 {total}，不是 100",
        "请{fix}：每个权重是这个指标在综合值里占的百分比",
    ),
    "RP027": warning(
        "`{lost}` is lost: {problem}",
        'put the whole text in "quotes", or write it after |; if it is meant as a comment, put two spaces before it',
        "`{lost}` 丢了：{problem}",
        "请给整段文字加上引号，或写在 | 下面；如果真是注释，前面空两格",
    ),
    "RP028": warning(
        "the comma after `{before}` splits one question into two: inside [ ] a comma begins the next one",
        'put the whole question in "quotes", or write each on a line of its own after "- "',
        "`{before}` 后面的英文逗号把这个问题断成了两个：在 [ ] 里逗号表示下一个",
        "请给整个问题加上引号，或者每个问题单独写一行，前面加“- ”",
    ),
    "RP029": error(
        "the colon after `{found}` turns it into a key: a text was expected here, or the key is misspelled",
        'put the whole text in "quotes", or write | and put the text on the next line',
        "`{found}` 后面的英文冒号把它变成了键：这里应该是一段文字，要不就是键名写错了",
        "请给整段文字加上引号，或者写 |，文字另起一行",
    ),
    "RP030": error(
        "`{found}` is a {kind} from another keyboard or a word processor, which YAML does not recognise",
        "type {wanted} instead",
        "这里的{kind} `{found}` 是中文输入法或文字处理软件打出来的，YAML 不认识",
        "请换成 {wanted}",
    ),
    "RP031": error(
        "{problem}",
        "{fix}",
        "{problem}",
        "{fix}",
    ),
}
