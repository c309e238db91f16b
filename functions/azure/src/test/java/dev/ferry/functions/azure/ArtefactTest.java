package dev.ferry.functions.azure;

import dev.ferry.testkit.artefact.ArtefactConformance;
import java.util.List;

class ArtefactTest extends ArtefactConformance {
  ArtefactTest() {
    super(
        10,
        List.of(
            "jackson-core",
            "azure-messaging-servicebus",
            "azure-data-tables",
            "azure-core-http-jdk-httpclient"),
        List.of(
            "netty",
            "okhttp",
            "azure-identity",
            "msal",
            "azure-storage",
            "azure-cosmos",
            "ferry-peers",
            "ferry-host"));
  }
}
