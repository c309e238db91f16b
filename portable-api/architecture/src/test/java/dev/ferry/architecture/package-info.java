/**
 * The rules that every module of Ferry keeps, as tests over the compiled classes and the sources.
 *
 * <p>{@link Modules} says which modules there are and where each stands; {@link Rules} holds the
 * rules. Each rule is also run against fixtures that break it: small classes in packages named as
 * the real ones, which lie beside these tests and are never imported with the real classes.
 */
@NullMarked
package dev.ferry.architecture;

import org.jspecify.annotations.NullMarked;
