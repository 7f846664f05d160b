/**
 * How numbers, sizes, times and lists are said, the same in a sentence, a page and a report. Knows no view; texts from elsewhere are passed
 * on as they are, so who shows them escapes them.
 */
package dev.varve.query.words;
