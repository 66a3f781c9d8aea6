; What is coloured how, by the names that Neovim knows. No node is coloured twice, so the order
; of patterns does not matter.

(comment) @comment @spell

; ---- Words -------------------------------------------------------------------

(noun_keyword) @keyword.type
"import" @keyword.import
["section" "prose" "assert" "never" "every" "has" "reviewed" "by" "wording" "facts"] @keyword
(condition word: (clause_word) @keyword.conditional)
(exception word: (clause_word) @keyword.conditional)
(period (clause_word) @keyword)
(listing word: (clause_word) @keyword)
(within word: (clause_word) @keyword)
(every word: (clause_word) @keyword)
(lookback word: (clause_word) @keyword)
(limit word: (clause_word) @keyword)
(extent word: (clause_word) @keyword)
(ahead word: (clause_word) @keyword)
(basis word: (clause_word) @keyword)
(saying word: (clause_word) @keyword)
(dated word: (clause_word) @keyword)
(often word: (clause_word) @keyword)
(allow word: (clause_word) @keyword)
["after" "extendable by" "for" "indefinitely" "of" "once" "per" "times"] @keyword
(modal) @keyword.modifier
(adverb) @keyword.modifier
["and" "or" "not"] @keyword.operator
(qualifier) @attribute
(quantifier) @attribute
(absence) @constant.builtin

; ---- Names -------------------------------------------------------------------

(noun id: (identifier) @type.definition)
(section id: (identifier) @module)
(pin section: (identifier) @module)
(entry name: (identifier) @property)
(verb (identifier) @function.call)
(kinds (path) @type.builtin)
(allow finding: (path) @label)
(saying (path) @label)
(subject (path) @variable
  (#not-any-of? @variable "we" "you" "this-policy" "this-section"))
(subject (path) @variable.builtin
  (#any-of? @variable.builtin "we" "you" "this-policy" "this-section"))
([
  (term (path) @variable)
  (ground (path) @variable)
  (test name: (path) @variable)
  (test party: (path) @variable)
 ]
 (#not-any-of? @variable
  "we" "you" "this-policy" "this-section"
  "none" "unstated" "all-data" "personal-data" "personal-information" "sensitive-data" "sensitive-information"
  "pseudonymous-data" "identifying-data" "non-personal-data" "non-personal-information"
  "anonymous-data" "anonymized-data" "aggregate-data" "aggregated-data" "deidentified-data"
  "de-identified-data"))
([
  (term (path) @variable.builtin)
  (ground (path) @variable.builtin)
  (test name: (path) @variable.builtin)
  (test party: (path) @variable.builtin)
 ]
 (#any-of? @variable.builtin "we" "you" "this-policy" "this-section"))
([
  (term (path) @constant.builtin)
  (ground (path) @constant.builtin)
  (test name: (path) @constant.builtin)
  (test party: (path) @constant.builtin)
 ]
 (#any-of? @constant.builtin
  "none" "unstated" "all-data" "personal-data" "personal-information" "sensitive-data" "sensitive-information"
  "pseudonymous-data" "identifying-data" "non-personal-data" "non-personal-information"
  "anonymous-data" "anonymized-data" "aggregate-data" "aggregated-data" "deidentified-data"
  "de-identified-data"))

; ---- Texts and numbers -------------------------------------------------------

(string) @string
(string_text) @spell
(passage_line) @spell
(escape) @string.escape
(passage) @string.documentation
(number) @number
(date) @number
(unit) @number

; ---- Marks -------------------------------------------------------------------

["{" "}" "(" ")"] @punctuation.bracket
["," ":" "|" "."] @punctuation.delimiter
