package dev.ferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the poms promise to each other, which Maven does not check. */
class PomsTest {
  private static final String ARTIFACT_ID = "<artifactId>(.+)</artifactId>";
  private static final Set<String> NO_LIBRARIES =
      Set.of(
          "portable-api/bom",
          "portable-api/architecture",
          "portable-api/proofs",
          "providers/aws-suite",
          "providers/azure-suite",
          "providers/embedded-suite",
          "providers/idempotency-dynamodb-suite",
          "providers/google-suite",
          "functions/samples/orders/suite",
          "localstack/docker",
          "localstack/dynamodb",
          "localstack/lambda-executor");

  /** Modules whose classes these rules are for: all but those that ship none. */
  private static List<String> shippingModules() {
    return Checkout.modules().stream()
        .filter(module -> !NO_LIBRARIES.contains(module))
        .filter(module -> !module.equals("functions/benchmarks"))
        .toList();
  }

  @Test
  void shippingModule_isHeldAgainstTheRules() {
    assertThat(Checkout.all(Checkout.pom("portable-api/architecture"), ARTIFACT_ID))
        .containsAll(shippingModules().stream().map(Checkout::artifactId).toList());
  }

  @Test
  void bom_listsEveryLibraryAndNothingElse() {
    List<String> libraries =
        shippingModules().stream().filter(PomsTest::published).map(Checkout::artifactId).toList();

    assertThat(Checkout.all(Checkout.pom("portable-api/bom"), ARTIFACT_ID))
        .filteredOn(artifactId -> !artifactId.equals("ferry-bom"))
        .containsExactlyInAnyOrderElementsOf(libraries);
  }

  /** Samples, the command and the peers of tests are used from a checkout. */
  private static boolean published(String module) {
    return !module.startsWith("functions/samples/")
        && !module.startsWith("localstack/")
        && !module.equals("functions/cli");
  }

  @ParameterizedTest
  @MethodSource("shippingModules")
  void module_namesNoVersionButItsParents(String module) {
    assertThat(Checkout.all(Checkout.pom(module), "<version>(.+)</version>"))
        .filteredOn(version -> !version.startsWith("${"))
        .containsExactlyElementsOf(parentVersion());
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws", "azure", "google", "embedded", "idempotency-dynamodb"})
  void testsThatAProviderLeavesOut_areRunByItsSuite(String provider) {
    assertThat(Checkout.all(Checkout.pom("providers/" + provider), "<exclude>(.+)</exclude>"))
        .filteredOn(tests -> !tests.equals("**/*$*"))
        .isNotEmpty()
        .containsExactlyElementsOf(
            Checkout.all(
                Checkout.pom("providers/" + provider + "-suite"), "<include>(.+)</include>"));
  }

  private static List<String> parentVersion() {
    return Checkout.all(Checkout.pom(""), "<version>(.+-SNAPSHOT|[0-9.]+)</version>").subList(0, 1);
  }
}
