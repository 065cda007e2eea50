"""Valid files as an author writes them; tests change one thing and look at the findings."""

SCENE = """\
roleplay: scenario/1
id: small
language: zh
title: {zh: 小场景, en: Small scene}
summary: {zh: 一个小场景。, en: A small scene.}
family: complaint
tags: [counter]
difficulty: 2
minutes: 5
status: released
rubrics: [main]
brief:
  role: {zh: 你是服务经理。, en: You manage the desk.}
  situation: {zh: 王先生来了。, en: "{wang} is here."}
  authority: {zh: 可以换货。, en: You may exchange it.}
  channel: {zh: 柜台, en: At the counter}
  goal: {zh: 解决问题, en: Settle it}
cast:
  wang: {name: {zh: 王先生, en: Mr Wang}, persona: base}
meters:
  anger: {start: 80, name: {zh: 怒气, en: Anger}, better: low}
flags: [promised]
deal: {cause: [factual, interest]}
start: counter
nodes:
  counter:
    scene: {zh: 他把电脑放下。, en: He puts it down.}
    speaker: wang
    says:
      - when: {anger: ">= 70"}
        text: {zh: 第三次了！, en: The third time!}
      - text: {zh: 又来了。, en: Here again.}
    assess: [main.hear, main.act]
    choices:
      - id: sit-down
        say: {zh: 您请坐。, en: Please sit down.}
        moves: [listen, {when: {cause: factual}, move: act_now}]
        effects: {anger: -10}
        set: [promised]
        reply: {zh: 好。, en: Fine.}
        why: {zh: 先听。, en: Hear first.}
        goto: settle
      - id: cut-in
        say: {zh: 等等。, en: Wait.}
        moves: [cut_in]
        when: {anger: "60..100", visits.counter: "<= 1"}
        locked: {zh: 太晚了。, en: Too late.}
        once: true
        why: {zh: 打断。, en: It interrupts.}
        goto: [{when: {turn: "> 3"}, to: gone}, {to: counter}]
    silence: {after: 30, choice: sit-down}
  settle:
    speaker: wang
    says: {zh: 怎么办？, en: What now?}
    choices:
      - id: act
        say: {zh: 今天就换。, en: You get a new one today.}
        moves: [act_now]
        when: {any: [{promised: true}, {not: {anger: "> 50"}}]}
        why: {zh: 行动。, en: It acts.}
        goto: kept
      - id: dodge
        say: {zh: 再说吧。, en: We shall see.}
        moves: [dodge]
        to: wang
        why: {zh: 回避。, en: It dodges.}
        goto: gone
endings:
  kept: {title: {zh: 留住了, en: Kept}, text: {zh: 他留下了。, en: He stays.}, outcome: success, kpi: {csat: 5}}
  gone: {title: {zh: 走了, en: Gone}, text: {zh: 他走了。, en: He leaves.}, outcome: failure}
pass: {main: 50, main.hear: 50, endings: [kept]}
discussion: [{zh: 为什么？, en: Why?}]
walks:
  ideal: {choices: [sit-down, act], ending: kept, deal: {cause: factual}, main: ">= 60"}
"""

RUBRIC = """\
roleplay: rubric/1
id: main
name: {zh: 主量规, en: Main}
about: {zh: 看倾听和行动。, en: Hearing and acting.}
source: {zh: 自编, en: our own}
order: [hear, act]
criteria:
  hear:
    name: {zh: 倾听, en: Hear}
    about: {zh: 听, en: hearing}
    weight: 2
    points: {listen: 2, cut_in: -2}
    levels: [{zh: 〇, en: a}, {zh: 一, en: b}, {zh: 二, en: c}, {zh: 三, en: d}]
  act:
    name: {zh: 行动, en: Act}
    about: {zh: 做, en: acting}
    points: {act_now: 2}
    levels: [a, b, c, d]
critical: [shout]
"""

PERSONA = """\
roleplay: persona/1
id: soft
extends: base
name: {zh: 软, en: Soft}
about: {zh: 好说话, en: easy to talk to}
reactions:
  listen: {anger: -10, trust: +5}
"""

KPI = """\
roleplay: kpi/1
id: kpi
source: {zh: 自拟, en: ours}
weights: {csat: 40, nps: 30, ces: 20, fcr: 10}
targets: {csat: 4.2, nps: 50}
"""

MOVES = """\
roleplay: moves/1
moves:
  wait:
    name: {zh: 等一等, en: waits}
    about: {zh: 给时间, en: gives time}
    kind: good
  rush:
    name: {zh: 催, en: rushes}
    about: {zh: 赶人, en: hurries them}
    kind: poor
    instead: [wait]
    phrases: {zh: [快点], en: [hurry up]}
"""
