/**
 * Reports of a comparison, for people and for programs. {@link dev.pgexport.compare.report.ReportFile} is where to start.
 */
@NullMarked
package dev.pgexport.compare.report;

import org.jspecify.annotations.NullMarked;
