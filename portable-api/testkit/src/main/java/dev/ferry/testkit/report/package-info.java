/**
 * The support table: what each provider can do, as its own test reports say.
 *
 * <p>{@link dev.ferry.testkit.report.SupportTable} reads the reports of the conformance suites and
 * prints a row for each {@link dev.ferry.testkit.Feature} and a column for each provider. A skip
 * shows as a skip, with its reason.
 */
@NullMarked
package dev.ferry.testkit.report;

import org.jspecify.annotations.NullMarked;
