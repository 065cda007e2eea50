"""RP6xx: blind ratings of the lines, by people who did not see the file."""

from __future__ import annotations

from collections.abc import Mapping

from roleplay.reading.codes.code import Code, warning

CODES: Mapping[str, Code] = {
    "RP601": warning(
        "this row of ratings cannot be used: {problem}",
        "fix the row, or remove it; `roleplay explain RP601` shows the columns",
        "这一行盲评用不了：{problem}",
        "请改好这一行，或者删掉；`roleplay explain RP601` 列出了各列",
    ),
    "RP602": warning(
        "`{name}` counts as best, but {raters} people who did not see the points rate `{other}` higher in {language}"
        " ({other_mean} against {mean} of 3)",
        "one of three things needs fixing: the line, what is said before it, or how it is scored",
        "`{name}` 记作最好的一句，{raters} 位没看过答案的人却觉得{language}的 `{other}` 更好"
        "（{other_mean} 比 {mean}，满分 3）",
        "三样里总有一样要改：这句话、前面的对话，或者记分",
    ),
    "RP603": warning(
        "raters named the best line in {share} of the decisions in {language}; above {most} there is little left to"
        " learn; most often at {nodes}",
        "let a second line be good as well, and let one thing that was said before decide between the two",
        "{language}里有 {share} 的抉择，最好的一句被认了出来，最多 {most} 才有得练；多在 {nodes}",
        "请让第二句也站得住，两句之间由前面说过的一件事来定",
    ),
    "RP604": warning(
        "raters found the best line obvious in {share} of the decisions in {language}; the limit is {most}; at {nodes}",
        "give the other lines what the best one has: the other person's words, times, names, an attraction of their"
        " own",
        "{language}里有 {share} 的抉择，评的人觉得一眼就看得出来，最多 {most}；在 {nodes}",
        "请让别的几句也有最好那句有的东西：对方的话、时间、人名，还有各自的好处",
    ),
    "RP605": warning(
        "nobody has rated {nodes} blind in {language} in the current wording",
        "let three people who have not seen the file rate these lines, and keep their rows in `ratings`",
        "{nodes} 现在的{language}写法，还没有人盲评过",
        "请三位没看过文件的人评一评这几处，结果存进 `ratings`",
    ),
}
