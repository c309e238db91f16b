/**
 * The one file that says which channels and handlers a system has and how they fail: {@code
 * topology.yaml}.
 *
 * <p>Attempts, delays, budgets and retentions are said there once; the functions, Terraform and the
 * checks of what is deployed read the same file. Every mistake in it is told with line, path and
 * next step, and a policy that a named host cannot keep is refused.
 */
@NullMarked
package dev.ferry.topology;

import org.jspecify.annotations.NullMarked;
