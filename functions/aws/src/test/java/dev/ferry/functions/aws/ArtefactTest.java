package dev.ferry.functions.aws;

import dev.ferry.testkit.artefact.ArtefactConformance;
import java.util.List;

class ArtefactTest extends ArtefactConformance {
  ArtefactTest() {
    super(
        10,
        List.of("jackson-core", "url-connection-client"),
        List.of("databind", "netty", "apache", "lambda-java-events", "elasticmq"));
  }
}
