/** What an artefact brings that keeps records: found by ServiceLoader, or handed over. */
@NullMarked
package dev.ferry.functions.spi;

import org.jspecify.annotations.NullMarked;
