/**
 * Every key of {@code topology.yaml}, one class for each section: what it may be, its default and
 * the reason for it, and how the section becomes a record of the model.
 *
 * <p>A default that is a plain value stands in its {@code Key}; one that follows from other values
 * is computed where the record is made, and told in the key's description. There are no others.
 */
@NullMarked
package dev.ferry.topology.internal.format;

import org.jspecify.annotations.NullMarked;
