package dev.ferry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  /** Golden: with other keys, a new version would run every message again. */
  @Test
  void of_staysTheSameInEveryVersion() {
    assertThat(IdempotencyKey.of("orders", "payment", "order-1").value())
        .isEqualTo("ef1cd0bb769e0fc50527502c3090ac43aca4fb4a609eb0dec380cfab6392f9cb");
    assertThat(IdempotencyKey.of("", "zahlung-ü", "😀").value())
        .isEqualTo("a800c962be85a6183a8573909bcf7beb0414c133ca8f77cee40dd56d0111440f");
  }

  @Property
  void of_sameText_isOneKeyOnlyWhenThePartsAreEqual(
      @ForAll @NumericChars @CharRange(from = ':', to = ':') @StringLength(max = 12) String text,
      @ForAll int seed) {
    int cut1 = Math.floorMod(seed, text.length() + 1);
    int cut2 = Math.floorMod(seed / 31, text.length() + 1);
    int cut3 = Math.floorMod(seed / 961, text.length() + 1);
    Assume.that(cut1 != cut2);

    assertThat(cutAt(text, cut1, cut3)).isNotEqualTo(cutAt(text, cut2, cut3));
  }

  /** Three parts that are {@code text} when they are joined. */
  private static IdempotencyKey cutAt(String text, int one, int other) {
    int first = Math.min(one, other);
    int second = Math.max(one, other);
    return IdempotencyKey.of(
        text.substring(0, first), text.substring(first, second), text.substring(second));
  }

  @Property
  void of_differentParts_areDifferentKeys(
      @ForAll @StringLength(max = 3) @CharRange(from = '0', to = '2') String subscription,
      @ForAll @StringLength(max = 3) @CharRange(from = '0', to = '2') String handler,
      @ForAll @StringLength(max = 3) @CharRange(from = '0', to = '2') String id) {
    IdempotencyKey key = IdempotencyKey.of(subscription, handler, id);

    assertThat(IdempotencyKey.of(subscription, handler, id)).isEqualTo(key);
    assertThat(IdempotencyKey.of(subscription + "x", handler, id)).isNotEqualTo(key);
    assertThat(IdempotencyKey.of(subscription, handler + "x", id)).isNotEqualTo(key);
    assertThat(IdempotencyKey.of(subscription, handler, id + "x")).isNotEqualTo(key);
    if (!handler.equals(id)) {
      assertThat(IdempotencyKey.of(subscription, id, handler)).isNotEqualTo(key);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "a\uDC00b"})
  void of_unpairedSurrogate_isRefused_insteadOfBecomingAnotherText(String malformed) {
    assertInvalid(() -> IdempotencyKey.of("orders", "payment", malformed));
    assertInvalid(() -> IdempotencyKey.of(malformed, "payment", "order-1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65})
  void key_ofOtherLength_isRefused(int length) {
    assertInvalid(() -> new IdempotencyKey("a".repeat(length)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "g", " "})
  void key_ofOtherDigits_isRefused(String digit) {
    assertInvalid(() -> new IdempotencyKey(digit + "0".repeat(63)));
    assertThat(new IdempotencyKey("f" + "0".repeat(63)).value()).startsWith("f0");
  }

  private static void assertInvalid(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
