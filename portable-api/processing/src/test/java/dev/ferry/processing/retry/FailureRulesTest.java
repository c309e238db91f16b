package dev.ferry.processing.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailureRulesTest {
  private static final Verdict STALE = Verdict.discard("stale");

  private final FailureRules retries = FailureRules.retryEverything();

  @Test
  void whatNobodyNames_isRetried() {
    assertThat(retries.judge(new IOException())).isEqualTo(Verdict.retry());
    assertThat(retries.judge(new StackOverflowError())).isEqualTo(Verdict.retry());
  }

  @Test
  void type_namesItsSubtypes() {
    FailureRules rules = retries.on(IOException.class, Verdict.deadLetter());

    assertThat(rules.judge(new FileNotFoundException())).isEqualTo(Verdict.deadLetter());
    assertThat(rules.judge(new Exception())).isEqualTo(Verdict.retry());
  }

  @Test
  void nearestAncestor_decides_whateverTheOrderOfRules() {
    FailureRules generalFirst =
        retries.on(Exception.class, Verdict.deadLetter()).on(IOException.class, Verdict.retry());
    FailureRules specialFirst =
        retries.on(IOException.class, Verdict.retry()).on(Exception.class, Verdict.deadLetter());

    for (FailureRules rules : new FailureRules[] {generalFirst, specialFirst}) {
      assertThat(rules.judge(new FileNotFoundException())).isEqualTo(Verdict.retry());
      assertThat(rules.judge(new IllegalStateException())).isEqualTo(Verdict.deadLetter());
    }
  }

  @Test
  void laterRuleOfTheSameType_takesThePlaceOfTheEarlier() {
    FailureRules rules =
        retries.on(IOException.class, Verdict.deadLetter()).on(IOException.class, STALE);

    assertThat(rules.judge(new IOException())).isEqualTo(STALE);
  }

  @Test
  void failureThatNoRuleNames_isJudgedByItsCause() {
    FailureRules rules = retries.on(IOException.class, Verdict.deadLetter());

    assertThat(rules.judge(new CompletionException(new UncheckedIOException(new IOException()))))
        .isEqualTo(Verdict.deadLetter());
  }

  @Test
  void failureThatARuleNames_isNotJudgedByItsCause() {
    FailureRules rules =
        retries
            .on(IOException.class, Verdict.deadLetter())
            .on(CompletionException.class, Verdict.retry());

    assertThat(rules.judge(new CompletionException(new IOException()))).isEqualTo(Verdict.retry());
  }

  @Test
  void predicates_areAskedBeforeTypes_inTheirOrder() {
    FailureRules rules =
        retries
            .on(IOException.class, Verdict.deadLetter())
            .when(failure -> "gone".equals(failure.getMessage()), STALE)
            .when(failure -> failure instanceof IOException, Verdict.retry());

    assertThat(rules.judge(new IOException("gone"))).isEqualTo(STALE);
    assertThat(rules.judge(new IOException("here"))).isEqualTo(Verdict.retry());
  }

  @Test
  void predicateThatThrows_picksNothing() {
    FailureRules rules =
        retries
            .when(
                failure -> {
                  throw new IllegalStateException("a predicate's own mistake");
                },
                STALE)
            .on(IOException.class, Verdict.deadLetter());

    assertThat(rules.judge(new IOException())).isEqualTo(Verdict.deadLetter());
  }

  @Test
  void causes_areFollowedForTwentySteps_evenInACircle() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);
    assertThat(retries.on(IOException.class, STALE).judge(first)).isEqualTo(Verdict.retry());

    FailureRules rules = retries.on(IOException.class, STALE);
    assertThat(rules.judge(wrapped(19))).isEqualTo(STALE);
    assertThat(rules.judge(wrapped(20))).isEqualTo(Verdict.retry());
  }

  @Test
  void rules_areImmutable() {
    FailureRules rules = retries.on(IOException.class, STALE);

    assertThat(retries.judge(new IOException())).isEqualTo(Verdict.retry());
    assertThat(rules.when(failure -> true, Verdict.deadLetter())).isNotSameAs(rules);
    assertThat(rules.judge(new Exception())).isEqualTo(Verdict.retry());
  }

  private static Throwable wrapped(int times) {
    Throwable failure = new IOException();
    for (int i = 0; i < times; i++) {
      failure = new CompletionException(failure);
    }
    return failure;
  }
}
