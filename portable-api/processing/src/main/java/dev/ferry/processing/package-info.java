/**
 * Handlers of messages, and the one failure contract that they run under everywhere.
 *
 * <p>A handler returns or throws; a pure function of policy, failure and history makes an outcome
 * of it: acknowledge, retry later, dead-letter or, where the policy names the failure, discard. One
 * batch loop runs handlers for every function host and for the worker of a plain JVM: messages of
 * one key in order, keys in parallel, each within a budget of time.
 */
@NullMarked
package dev.ferry.processing;

import org.jspecify.annotations.NullMarked;
