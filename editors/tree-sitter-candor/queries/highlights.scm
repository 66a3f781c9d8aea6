; What is coloured how, by the names that tree-sitter itself uses. No node is captured twice,
; so the order of patterns does not matter.

(comment) @comment

; ---- Words -------------------------------------------------------------------

(noun_keyword) @keyword
["import" "section" "prose" "assert" "never" "every" "has" "reviewed" "by" "wording" "facts"] @keyword
(clause_word) @keyword
["after" "extendable by" "for" "indefinitely" "of" "once" "per" "times"] @keyword
(modal) @keyword
(adverb) @keyword
["and" "or" "not"] @operator
(qualifier) @attribute
(quantifier) @attribute
(absence) @constant.builtin

; ---- Names -------------------------------------------------------------------

(noun id: (identifier) @type)
(section id: (identifier) @module)
(pin section: (identifier) @module)
(entry name: (identifier) @property)
(verb (identifier) @function)
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
(escape) @string.escape
(passage) @string
(number) @number
(date) @number
(unit) @number

; ---- Marks -------------------------------------------------------------------

["{" "}" "(" ")"] @punctuation.bracket
["," ":" "|" "."] @punctuation.delimiter
