/**
 * The failure contract's rules, held against a topology: {@link
 * dev.ferry.topology.internal.rules.Rules} those that hold everywhere, {@link
 * dev.ferry.topology.internal.rules.HostRules} those of one host.
 *
 * <p>A rule is a small method that compares values of the model and tells a {@link
 * dev.ferry.topology.internal.rules.Report} what is wrong at which path and what to do. Rules are
 * held only against what was read without error, so that one mistake is told once.
 */
@NullMarked
package dev.ferry.topology.internal.rules;

import org.jspecify.annotations.NullMarked;
