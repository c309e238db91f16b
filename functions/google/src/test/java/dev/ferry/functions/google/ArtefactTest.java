package dev.ferry.functions.google;

import dev.ferry.testkit.artefact.ArtefactConformance;
import java.util.List;

/** gRPC and its messages are most of it, Google's own clients are not in it. */
class ArtefactTest extends ArtefactConformance {
  ArtefactTest() {
    super(
        30,
        List.of(
            "jackson-core",
            "grpc-netty-shaded",
            "proto-google-cloud-pubsub",
            "proto-google-cloud-firestore"),
        List.of(
            "databind",
            "grpc-xds",
            "conscrypt",
            "alts",
            "gax",
            "google-cloud-pubsub-1",
            "google-cloud-firestore-3",
            "function-invoker",
            "jetty",
            "ferry-peers",
            "ferry-host"));
  }
}
