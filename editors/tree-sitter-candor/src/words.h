// The words of the language. Written by editors/words.mjs from grammar/candor.pest; do not edit.

#ifndef CANDOR_WORDS_H_
#define CANDOR_WORDS_H_

// A phrase, and the phrases that may not follow it, ended by a null.
typedef struct {
    const char *words;
    const char *unless[4];
} Phrase;

typedef enum {
    RULE_absence,
    RULE_ASSERT,
    RULE_NEVER,
    RULE_HAS,
    RULE_ALLOW,
    RULE_IMPORT,
    RULE_SECTION,
    RULE_PROSE,
    RULE_REVIEWED,
    RULE_BY,
    RULE_WORDING,
    RULE_FACTS,
    RULE_NOUN,
    RULE_ADVERB,
    RULE_MODAL,
    RULE_QUANTIFIER,
    RULE_FORM,
    RULE_QUALIFIER,
    RULE_CONDITION,
    RULE_LISTING,
    RULE_SAYING,
    RULE_DATED,
    RULE_OFTEN,
    RULE_AHEAD,
    RULE_KEPT,
    RULE_FOREVER,
    RULE_AFTER,
    RULE_FOR,
    RULE_WITHIN,
    RULE_IF,
    RULE_EXTENDABLE,
    RULE_EVERY,
    RULE_REPEAT,
    RULE_LOOKBACK,
    RULE_BOUND,
    RULE_LIMIT,
    RULE_TIMES,
    RULE_ONCE,
    RULE_PER,
    RULE_BASIS,
    RULE_OF,
    RULE_AND,
    RULE_OR,
    RULE_NOT,
    RULE_UNIT,
    RULES
} Rule;

static const Phrase PHRASES_absence[] = {
    {"unstated", {0}},
    {"none", {0}},
    {0, {0}},
};

static const Phrase PHRASES_ASSERT[] = {
    {"assert", {0}},
    {0, {0}},
};

static const Phrase PHRASES_NEVER[] = {
    {"never", {0}},
    {0, {0}},
};

static const Phrase PHRASES_HAS[] = {
    {"has", {0}},
    {0, {0}},
};

static const Phrase PHRASES_ALLOW[] = {
    {"allow", {0}},
    {0, {0}},
};

static const Phrase PHRASES_IMPORT[] = {
    {"import", {0}},
    {0, {0}},
};

static const Phrase PHRASES_SECTION[] = {
    {"section", {0}},
    {0, {0}},
};

static const Phrase PHRASES_PROSE[] = {
    {"prose", {0}},
    {0, {0}},
};

static const Phrase PHRASES_REVIEWED[] = {
    {"reviewed", {0}},
    {0, {0}},
};

static const Phrase PHRASES_BY[] = {
    {"by", {0}},
    {0, {0}},
};

static const Phrase PHRASES_WORDING[] = {
    {"wording", {0}},
    {0, {0}},
};

static const Phrase PHRASES_FACTS[] = {
    {"facts", {0}},
    {0, {0}},
};

static const Phrase PHRASES_NOUN[] = {
    {"policy", {0}},
    {"organization", {0}},
    {"audience", {0}},
    {"region", {0}},
    {"service", {0}},
    {"data", {0}},
    {"purpose", {0}},
    {"recipient", {0}},
    {"source", {0}},
    {"channel", {0}},
    {"tracker", {0}},
    {"condition", {0}},
    {"law", {0}},
    {"document", {0}},
    {"definition", {0}},
    {0, {0}},
};

static const Phrase PHRASES_ADVERB[] = {
    {"currently", {"if", 0}},
    {"knowingly", {"if", 0}},
    {"typically", {"if", 0}},
    {"generally", {"if", 0}},
    {"primarily", {"if", 0}},
    {"promptly", {"if", 0}},
    {"actively", {"if", 0}},
    {"most likely", {"if", 0}},
    {"at any time", {"if", 0}},
    {"from time to time", {"if", 0}},
    {"periodically", {"if", 0}},
    {"without undue delay", {"if", 0}},
    {"reasonably", {"if", 0}},
    {"only", {"if", 0}},
    {"also", {"if", 0}},
    {"always", {"if", 0}},
    {"usually", {"if", 0}},
    {"automatically", {"if", 0}},
    {"sometimes", {"if", 0}},
    {"occasionally", {"if", 0}},
    {"normally", {"if", 0}},
    {"mainly", {"if", 0}},
    {"regularly", {"if", 0}},
    {"routinely", {"if", 0}},
    {"continuously", {"if", 0}},
    {"immediately", {"if", 0}},
    {"securely", {"if", 0}},
    {"permanently", {"if", 0}},
    {"irreversibly", {"if", 0}},
    {"temporarily", {"if", 0}},
    {"voluntarily", {"if", 0}},
    {"intentionally", {"if", 0}},
    {"explicitly", {"if", 0}},
    {"expressly", {"if", 0}},
    {"separately", {"if", 0}},
    {"manually", {"if", 0}},
    {0, {0}},
};

static const Phrase PHRASES_MODAL[] = {
    {"reserves the right to", {0}},
    {"reserve the right to", {0}},
    {"may also have the right to ask us to", {0}},
    {"may also have the right to", {0}},
    {"may have the right to ask us to", {0}},
    {"may have the right to", {0}},
    {"has the right to ask us to", {0}},
    {"has the right to", {0}},
    {"have the right to ask us to", {0}},
    {"have the right to", {0}},
    {"may also ask us to", {0}},
    {"may ask us to", {0}},
    {"may be unable to", {0}},
    {"claims not to", {0}},
    {"claims to", {0}},
    {"claim not to", {0}},
    {"claim to", {0}},
    {"may also have", {0}},
    {"may have", {0}},
    {"may not", {0}},
    {"may", {0}},
    {"does not", {0}},
    {"do not", {0}},
    {"will not", {0}},
    {"will never", {0}},
    {"will", {0}},
    {"must not", {0}},
    {"must", {0}},
    {"should not", {0}},
    {"should", {0}},
    {"can also ask us to", {0}},
    {"can ask us to", {0}},
    {"cannot", {0}},
    {"can", {0}},
    {"never", {0}},
    {"strives to", {0}},
    {"strive to", {0}},
    {"has not", {0}},
    {"has", {0}},
    {"have not", {0}},
    {"have", {0}},
    {"is not", {0}},
    {"is", {0}},
    {"are not", {0}},
    {"are", {0}},
    {0, {0}},
};

static const Phrase PHRASES_QUANTIFIER[] = {
    {"all", {0}},
    {"any", {0}},
    {"some", {0}},
    {"certain", {0}},
    {"most", {0}},
    {"much-of", {0}},
    {"other", {0}},
    {0, {0}},
};

static const Phrase PHRASES_FORM[] = {
    {"singular", {0}},
    {"plural", {0}},
    {0, {0}},
};

static const Phrase PHRASES_QUALIFIER[] = {
    {"optional", {0}},
    {"required", {0}},
    {"voluntary", {0}},
    {"directly", {0}},
    {"automatically", {0}},
    {"indirectly", {0}},
    {"primarily", {0}},
    {"first", {0}},
    {"singular", {0}},
    {"plural", {0}},
    {0, {0}},
};

static const Phrase PHRASES_CONDITION[] = {
    {"only if", {0}},
    {"if", {0}},
    {"unless", {0}},
    {"while", {0}},
    {"until", {0}},
    {"as far as", {0}},
    {0, {0}},
};

static const Phrase PHRASES_LISTING[] = {
    {"including", {0}},
    {"from", {"time to time", 0}},
    {"by", {0}},
    {"with", {0}},
    {"to", {0}},
    {"on", {0}},
    {"in", {"the last", "the preceding", 0}},
    {"about", {0}},
    {"under", {0}},
    {"for", {0}},
    {"when", {0}},
    {"through", {0}},
    {"such as", {0}},
    {"except", {0}},
    {"of", {0}},
    {"against", {0}},
    {"after", {0}},
    {"before", {0}},
    {"called", {0}},
    {"depending on", {0}},
    {"giving", {0}},
    {"despite", {0}},
    {"as", {"far", 0}},
    {"fee", {0}},
    {0, {0}},
};

static const Phrase PHRASES_SAYING[] = {
    {"because", {0}},
    {"otherwise", {0}},
    {"then", {0}},
    {"note", {0}},
    {"id", {0}},
    {"titled", {0}},
    {0, {0}},
};

static const Phrase PHRASES_DATED[] = {
    {"effective", {0}},
    {"updated", {0}},
    {0, {0}},
};

static const Phrase PHRASES_OFTEN[] = {
    {"at any time", {0}},
    {"from time to time", {0}},
    {"periodically", {0}},
    {"without undue delay", {0}},
    {0, {0}},
};

static const Phrase PHRASES_AHEAD[] = {
    {"before", {0}},
    {"after", {0}},
    {0, {0}},
};

static const Phrase PHRASES_KEPT[] = {
    {"kept", {0}},
    {0, {0}},
};

static const Phrase PHRASES_FOREVER[] = {
    {"indefinitely", {0}},
    {0, {0}},
};

static const Phrase PHRASES_AFTER[] = {
    {"after", {0}},
    {0, {0}},
};

static const Phrase PHRASES_FOR[] = {
    {"for", {0}},
    {0, {0}},
};

static const Phrase PHRASES_WITHIN[] = {
    {"within", {0}},
    {0, {0}},
};

static const Phrase PHRASES_IF[] = {
    {"if", {0}},
    {0, {0}},
};

static const Phrase PHRASES_EXTENDABLE[] = {
    {"extendable by", {0}},
    {0, {0}},
};

static const Phrase PHRASES_EVERY[] = {
    {"every", {0}},
    {0, {0}},
};

static const Phrase PHRASES_REPEAT[] = {
    {"at least every", {0}},
    {"every", {0}},
    {0, {0}},
};

static const Phrase PHRASES_LOOKBACK[] = {
    {"in the last", {0}},
    {"in the preceding", {0}},
    {0, {0}},
};

static const Phrase PHRASES_BOUND[] = {
    {"at most", {0}},
    {"at least", {0}},
    {0, {0}},
};

static const Phrase PHRASES_LIMIT[] = {
    {"at most", {0}},
    {0, {0}},
};

static const Phrase PHRASES_TIMES[] = {
    {"times", {0}},
    {"time", {0}},
    {0, {0}},
};

static const Phrase PHRASES_ONCE[] = {
    {"once", {0}},
    {"twice", {0}},
    {0, {0}},
};

static const Phrase PHRASES_PER[] = {
    {"per", {0}},
    {0, {0}},
};

static const Phrase PHRASES_BASIS[] = {
    {"basis", {0}},
    {0, {0}},
};

static const Phrase PHRASES_OF[] = {
    {"of", {0}},
    {0, {0}},
};

static const Phrase PHRASES_AND[] = {
    {"and", {0}},
    {0, {0}},
};

static const Phrase PHRASES_OR[] = {
    {"or", {0}},
    {0, {0}},
};

static const Phrase PHRASES_NOT[] = {
    {"not", {0}},
    {0, {0}},
};

static const Phrase PHRASES_UNIT[] = {
    {"calendar-year", {0}},
    {"business-days", {0}},
    {"business-day", {0}},
    {"minutes", {0}},
    {"minute", {0}},
    {"hours", {0}},
    {"hour", {0}},
    {"days", {0}},
    {"day", {0}},
    {"weeks", {0}},
    {"week", {0}},
    {"months", {0}},
    {"month", {0}},
    {"years", {0}},
    {"year", {0}},
    {0, {0}},
};

static const Phrase *const PHRASES[RULES] = {
    PHRASES_absence,
    PHRASES_ASSERT,
    PHRASES_NEVER,
    PHRASES_HAS,
    PHRASES_ALLOW,
    PHRASES_IMPORT,
    PHRASES_SECTION,
    PHRASES_PROSE,
    PHRASES_REVIEWED,
    PHRASES_BY,
    PHRASES_WORDING,
    PHRASES_FACTS,
    PHRASES_NOUN,
    PHRASES_ADVERB,
    PHRASES_MODAL,
    PHRASES_QUANTIFIER,
    PHRASES_FORM,
    PHRASES_QUALIFIER,
    PHRASES_CONDITION,
    PHRASES_LISTING,
    PHRASES_SAYING,
    PHRASES_DATED,
    PHRASES_OFTEN,
    PHRASES_AHEAD,
    PHRASES_KEPT,
    PHRASES_FOREVER,
    PHRASES_AFTER,
    PHRASES_FOR,
    PHRASES_WITHIN,
    PHRASES_IF,
    PHRASES_EXTENDABLE,
    PHRASES_EVERY,
    PHRASES_REPEAT,
    PHRASES_LOOKBACK,
    PHRASES_BOUND,
    PHRASES_LIMIT,
    PHRASES_TIMES,
    PHRASES_ONCE,
    PHRASES_PER,
    PHRASES_BASIS,
    PHRASES_OF,
    PHRASES_AND,
    PHRASES_OR,
    PHRASES_NOT,
    PHRASES_UNIT,
};

// Whether a word of the rule begins a clause.
static const unsigned char BEGINS_CLAUSE[RULES] = {
    0, // absence
    0, // ASSERT
    0, // NEVER
    0, // HAS
    1, // ALLOW
    0, // IMPORT
    0, // SECTION
    0, // PROSE
    0, // REVIEWED
    0, // BY
    0, // WORDING
    0, // FACTS
    0, // NOUN
    0, // ADVERB
    0, // MODAL
    0, // QUANTIFIER
    0, // FORM
    0, // QUALIFIER
    1, // CONDITION
    1, // LISTING
    1, // SAYING
    1, // DATED
    1, // OFTEN
    0, // AHEAD
    1, // KEPT
    1, // FOREVER
    0, // AFTER
    0, // FOR
    1, // WITHIN
    0, // IF
    0, // EXTENDABLE
    0, // EVERY
    1, // REPEAT
    1, // LOOKBACK
    0, // BOUND
    1, // LIMIT
    0, // TIMES
    0, // ONCE
    0, // PER
    1, // BASIS
    0, // OF
    0, // AND
    0, // OR
    0, // NOT
    0, // UNIT
};

#endif
