/**
 * Who calls a function: an OpenID Connect token that Google signed for a service account, checked
 * with what the JDK has.
 *
 * <p>{@link dev.ferry.functions.google.oidc.TokenCheck} judges a request before anything of it is
 * read. A call that is refused has no effect and is no attempt of its message; neither is one that
 * cannot be judged because Google's keys cannot be had.
 */
@NullMarked
package dev.ferry.functions.google.oidc;

import org.jspecify.annotations.NullMarked;
