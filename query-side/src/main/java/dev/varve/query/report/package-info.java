/**
 * Evidence for auditors: what was done to each database in a period, by whom and why, how it ended, and where the record has gaps. Read
 * from the log itself, not from the views, so that it says what the log's root covers. Start at {@link dev.varve.query.report.ReportReader};
 * how it is written down is a class for each format.
 */
package dev.varve.query.report;
