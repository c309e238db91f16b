/** The demo's order system on Google Cloud: its ledger in Firestore. */
@NullMarked
package dev.ferry.cli.demo.google;

import org.jspecify.annotations.NullMarked;
