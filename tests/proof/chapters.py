"""The fixed list of steps that the tests do."""

from __future__ import annotations

CHAPTERS = {
    "reports": """
        edit a body: 0 1 2 3 4
        edit a title: 7
        take the title of another: 66 12
        edit a title: 0 1
        edit a summary: 0 5 1 2 3 4
        edit twice within a tick: 1
        move in time: 86 88 1 29 13 24 36 47 58 5
        tell the time: 0 7 2 15 22 5
        change who took part: 10 6 22
        change where: 8 17 1
        move a place: 0 1 2 3 4 5 9 13
        describe images: 1 6 3 25 2 0
        exchange a photograph: 1 2 3 8 12 4 9 0 16
        change a status: 1 2
        publish all: 0
        change the sources: 3 13 5
        cite for a part: 0 1 2 1
        say who holds a place: 0 1 2 0
        change a status: 4 8 1 3 7
        change a setting: 7
        change a setting: 8
        hold an entity back: 0 9 4 2
        hold a claim back: 0 3 1 2 5
        change a setting: 7
        hold a claim back: 0 2
        hold an entity back: 4 10
        change a setting: 8
        publish all: 0
        remember an old address: 0 4 5 8 12 1 17 2 11
        take down: 0 4 3 8 7 1 2
        describe images: 0 1 2 3
        change a language: 0 3
        link names or not: 0 0
        record a change: 2 3
        publish on another day: 0 1 2
        add a report: 0 7 11
        rename a report: 9
        delete a report: 10
    """,
    "links": """
        date a claim: 0
        move to a new time: 0 3
        date a claim: 1
        move to a new time: 1 3
        date a claim: 2
        move to a new time: 2 3 4 3
        link to another: 16 28
        rename a report: 0
        delete a report: 0
        edit a claim: 0 3 1
        answer a claim: 20
        change a status: 4 6
        answer a claim: 8
        edit a claim: 2 5
        answer a claim: 1
        withdraw the claims: 1
        withdraw the claims: 8
        remove a picture: 0
        break a file: 0 1 2
    """,
    "the ledger": """
        edit a figure: 0 7 1
        contradict: 1
        edit a figure: 9
        contradict: 0 3
        settle: 0 1 2 3 4 5 6
        settle: 7 9 12
        edit a subject: 0 1 2 3 4 5 6 7 10
        give a claim to another: 0 4 8
        contradict: 2
        settle: 8
        add a subject: 0 1
        move a claim to another subject: 3 5 9 0
        make it a share: 1 6 3 2 11
        count something else: 2
        change a setting: 13 14 15
        withdraw the claims: 2
        answer a claim: 3 6
        edit a figure: 14
        rename a report: 3
        move in time: 8
        rename an entity: 3
        remove a subject: 1 0
        switch a family: 1
        switch a family: 1
    """,
    "names": """
        add an actor: 0 1
        add a place: 2
        mention a name: 9
        add an actor: 4
        add a place: 5
        add an actor: 6
        remove an entity: 0 0 0
        rename an entity: 3 1 2 0
        give an alias: 1 10
        take the aliases: 3
        hand an alias over: 0
        add a source: 0
        change a kind: 0 1
        change a parent: 0 1 14 4 2 5
        tell apart: 0
        date the names: 0 10 1 6 2 7 12 3 9 14
        move the file of an entity: 0
        edit prose: 0 1 2
    """,
    "threads": """
        join a thread: 0 1 5 9 2 6 3 17 21
        edit a thread: 0 1 2 3 4 5 6 7
        move in time: 1 13 58
        add a thread: 0 3
        change a status: 4 6
        edit a title: 2 5
        move to a new time: 0
        join a thread: 2 10 6
        continue a report: 0 1 5 8 13 2 3
        delete a report: 3
        remove a thread: 1 0 3 1
        switch a family: 8 0
        delete a report: 2 1
        join a thread: 1 8 13
    """,
    "terms": """
        use a term: 0 1 7 2 12 41
        edit a term: 0 1 2 3 6 7 8 9 4
        add a term: 0 1 2 3
        mention a name: 9
        edit a term: 12 14 13 24 17 18 22 5
        add an actor: 0
        change a status: 4 6
        use a term: 3 6
        remove a term: 1
        edit a body: 3
        switch a family: 15
        move in time: 1
        remove a term: 0 0
        switch a family: 15
        change the number of processes: 1
        add a term: 1
    """,
    "deletions": """
        accept a question: 0 1 2 4 3
        fill the archive: 0
        add a report: 12
        delete a report: 9
        change who took part: 26
        change where: 40
        delete a report: 3
        delete a report: 0
        change the sources: 0
        delete a report: 5
        delete a report: 6
        delete a report: 1
        move in time: 3
    """,
    "stamps": """
        touch a file: 0 1
        edit and set the clock back: 1
        replace a file: 0 1
        edit twice within a tick: 2
        change a picture: 0 1 2
        remove a picture: 1
    """,
    "surroundings": """
        edit a template: 0 1 3
        override a template: 0 1
        edit a style sheet or a script: 0 1 3
        add a file to the root: 0 1
        change a setting: 0 2 4 3 6 5 6 7 9 8 12 13
        switch a family: 3 0 5 0 9 0 6 0 2 0
        change the libraries: 0 0
        change the number of processes: 1
        edit a title: 3
        change a setting: 1
        change the number of processes: 2
        distrust: 0
        edit a title: 0 1 2
    """,
    "the history": """
        edit and commit: 30
        edit and commit: 0 6 30 1 31
        edit a summary: 5
        commit: 1
        edit and commit: 2 9 9 4 10 16
        give an alias: 1
        rename an entity: 3
        tell of a correction: 0
        edit and commit: 5
        tell of a correction: 2
        withhold the history: 0 1 6
        amend the last commit: 1 2
        set the branch back: 0 1
        rename and commit: 3 4
        cut the history: 0 1
        edit and commit: 12
        cut the history: 2
        change a setting: 7 8
        switch a family: 1 0 2 0
        delete a report: 3
        commit: 0
        damage the history: 0 1 2 3 7 9 10 14 16 17
        edit and commit: 24!12 36!30u
        lose the repository: 0
    """,
    "the output": """
        remove a page: 0
        truncate a page: 5
        tamper with a page: 8 9
        add a foreign file: 0 1 2 3
        delete a report: 4
        put a folder in the place of a page: 10
        remove the output: 0 1
    """,
    "the cache": """
        remove the cache: 0
        damage the state: 0 1 2 3 4 5 6
        damage a part of the state: 3 6 9 11 12 13 14 15
        damage what came since: 0 1 2 3 4 5 6
        damage the pack: 0 1 2 3 5 6
        damage the pack and edit: 0 2 3 16 6
        damage the pack and add a name: 1 2 3
        damage what is kept: 0 1 2 3 4 5 6
        make room: 4
        edit a title: 5 6
        make room: 5
        damage the list: 0
        delete a report: 9
        damage the list: 3
        delete a report: 8
        take the cache of another site: 0 1 2 3 4
    """,
    "deaths": """
        edit a title: 1!2 2!5 3!9 4!17 5!33 6!50
        add a report: 2!8u 7!20 4!40u 4!60u 4!80u 4!100u 9!130u
        delete a report: 3!25
        rename an entity: 1!10u 5!30
        change a setting: 9!40 0!60u
        remove the output: 0!30 1!300
        edit a template: 1!45
        make room: 6!70 8!71 10!72
        remove the cache: 0!20
    """,
}
"""The fixed list: each line an operation and its numbers. ``!n``: a first build dies at its n-th deed on the disk; ``u``: the
operation is undone then.
"""
