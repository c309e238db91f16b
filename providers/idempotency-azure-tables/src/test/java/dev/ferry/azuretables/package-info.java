/** Tests of the store on Azure Tables. */
@NullMarked
package dev.ferry.azuretables;

import org.jspecify.annotations.NullMarked;
