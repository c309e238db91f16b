package dev.ferry.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import dev.ferry.aws.broken.NeedsAPeer;
import dev.ferry.embedded.broken.KnowsAHost;
import dev.ferry.embedded.broken.SeesAnotherProvider;
import dev.ferry.messaging.broken.KeepsStaticState;
import dev.ferry.messaging.broken.KnowsAProvider;
import dev.ferry.messaging.broken.NeedsALibrary;
import dev.ferry.messaging.broken.Prints;
import dev.ferry.messaging.broken.Synchronizes;
import dev.ferry.peers.aws.broken.KnowsWhatItTests;
import dev.ferry.processing.broken.UsesInternals;
import dev.ferry.samples.orders.broken.KnowsItsHost;
import dev.ferry.samples.orders.json.broken.CodecKnowsItsHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows of each rule that it fails where it should, and says of which class. */
class RulesFailTest {
  @ParameterizedTest
  @EnumSource
  void brokenRule_namesTheOffender(Rules rule) {
    Class<?> offender = offender(rule);

    EvaluationResult result = rule.rule().evaluate(new ClassFileImporter().importClasses(offender));

    assertThat(result.getFailureReport().getDetails())
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains(offender.getName()));
  }

  @Test
  void staticState_isFoundInEachOfItsShapes() {
    EvaluationResult result =
        Rules.PORTABLE_API_HAS_NO_STATIC_STATE
            .rule()
            .evaluate(new ClassFileImporter().importClasses(KeepsStaticState.class));

    assertThat(result.getFailureReport().getDetails())
        .hasSize(3)
        .anySatisfy(detail -> assertThat(detail).contains("KeepsStaticState.variable"))
        .anySatisfy(detail -> assertThat(detail).contains("KeepsStaticState.COUNTER"))
        .anySatisfy(detail -> assertThat(detail).contains("KeepsStaticState.CACHE"));
  }

  private static Class<?> offender(Rules rule) {
    return switch (rule) {
      case PORTABLE_API_KNOWS_NEITHER_PROVIDERS_NOR_FUNCTIONS -> KnowsAProvider.class;
      case PROVIDERS_KNOW_NO_FUNCTIONS -> KnowsAHost.class;
      case PROVIDERS_NEVER_SEE_EACH_OTHER -> SeesAnotherProvider.class;
      case PEERS_ANSWER_FOR_A_CLOUD_ALONE -> KnowsWhatItTests.class;
      case NOTHING_SHIPPED_NEEDS_A_PEER_OR_LOCAL_HOST -> NeedsAPeer.class;
      case THE_CORE_NEEDS_THE_JDK_AND_JSPECIFY_ONLY -> NeedsALibrary.class;
      case INTERNAL_PACKAGES_STAY_IN_THEIR_MODULE -> UsesInternals.class;
      case SAMPLE_HANDLERS_KNOW_NO_HOST -> KnowsItsHost.class;
      case SAMPLE_CODECS_KNOW_NO_HOST -> CodecKnowsItsHost.class;
      case PORTABLE_API_HAS_NO_STATIC_STATE -> KeepsStaticState.class;
      case LOCKS_INSTEAD_OF_SYNCHRONIZED_METHODS -> Synchronizes.class;
      case LIBRARIES_DO_NOT_PRINT -> Prints.class;
    };
  }
}
