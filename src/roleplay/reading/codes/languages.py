"""RP5xx: the languages of a text have valid codes and say the same."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, warning

CODES: Mapping[str, Code] = {
    "RP501": warning(
        "{which} no {language}, though the title does: anyone who plays in {language} sees another language here",
        "write it as a map with `{code}: ...`, or remove `{code}` from the title",
        "{which}缺{language}，标题里却有：用{language}练的人，到这里会看到另一种语言",
        "请写成映射，补上 `{code}: ...`；不打算做这种语言，就从标题里去掉 `{code}`",
    ),
    "RP502": warning(
        "the line `{name}` is clearly the longest of its node in {long} and clearly the shortest in {short}:"
        " one of the two has lost or gained something",
        "compare the two and make them say the same",
        "`{name}` 这句在{long}里明显最长，在{short}里明显最短：其中一种多说了，或者少说了",
        "请对照两种语言，让它们说的是同一件事",
    ),
    "RP503": warning(
        "this asks a question in {has} but not in {lacks}",
        "ask in both, or in neither: the question is what gets answered, and judged",
        "这句在{has}里是问句，在{lacks}里却没有问号",
        "两种语言要么都问，要么都不问：对方回答的、评分看的，正是这一问",
    ),
    "RP504": warning(
        'there is a "but" in {has} ("{word}") and none in {lacks}: it takes back what was granted, so it matters',
        "use one in both, or in neither",
        "{has}里有转折（“{word}”），{lacks}里没有：转折会收回前面认下的话，不能只在一边",
        "两种语言要么都转，要么都不转",
    ),
    "RP505": warning(
        "`{name}` is not the code of any language{count}: nobody can choose to read what is written under it",
        "write the code of the language: `zh` for Chinese, `en` for English, otherwise the one in ISO 639-1, such as"
        " `ko`",
        "没有哪种语言的代码是 `{name}`{count}：写在它下面的文字，谁也没法选来看",
        "请写语言的代码：中文 `zh`，英文 `en`，别的语言用 ISO 639-1 的代码，例如韩文 `ko`",
    ),
}
