/** What every AWS part needs: settings, clients, and what AWS's errors mean. */
@NullMarked
package dev.pgexport.aws;

import org.jspecify.annotations.NullMarked;
