/**
 * The order system on Google Cloud: its ledger is a Firestore collection, whose entries are
 * committed together with the completions of their messages. The handlers are those of every other
 * host.
 */
@NullMarked
package dev.ferry.samples.google;

import org.jspecify.annotations.NullMarked;
