/** Tests of what functions do with dead letters. */
@NullMarked
package dev.ferry.functions.operations;

import org.jspecify.annotations.NullMarked;
