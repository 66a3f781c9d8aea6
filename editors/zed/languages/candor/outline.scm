(noun keyword: (noun_keyword) @context id: (identifier) @name) @item
(noun keyword: (noun_keyword) @context . label: (string) @name) @item
(section "section" @context id: (identifier) @name) @item
(approval "reviewed" @context date: (date) @name) @item
(entry name: (identifier) @name kinds: (kinds)) @item
(entry name: (identifier) @name value: (list (term kinds: (kinds)))) @item
