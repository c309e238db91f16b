/** Tests of the check who calls. */
@NullMarked
package dev.ferry.functions.google.oidc;

import org.jspecify.annotations.NullMarked;
