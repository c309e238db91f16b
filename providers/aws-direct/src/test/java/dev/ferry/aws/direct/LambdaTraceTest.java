package dev.ferry.aws.direct;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** The trace is that of the invocation, told as the runtime tells it, from functions only. */
class LambdaTraceTest {
  private static final LambdaTrace ONE_AT_A_TIME =
      new LambdaTrace(Map.of("AWS_LAMBDA_FUNCTION_NAME", "audit-orders"));
  private static final LambdaTrace SEVERAL_AT_ONCE =
      new LambdaTrace(
          Map.of("AWS_LAMBDA_FUNCTION_NAME", "audit-orders", "AWS_LAMBDA_MAX_CONCURRENCY", "10"));

  @BeforeEach
  void begin() {
    System.setProperty(LambdaTrace.PROPERTY, "Root=1-process");
  }

  @AfterEach
  void end() {
    System.clearProperty(LambdaTrace.PROPERTY);
    SdkInternalThreadLocal.remove(LambdaTrace.OF_THREAD);
  }

  @Test
  void oneInvocationAtATime_isTheProcesss() {
    assertThat(ONE_AT_A_TIME.current()).hasValue("Root=1-process");

    System.clearProperty(LambdaTrace.PROPERTY);
    assertThat(ONE_AT_A_TIME.current()).isEmpty();
  }

  @Test
  void severalInvocationsAtOnce_areTheirThreads_orElseTheProcesss() {
    assertThat(SEVERAL_AT_ONCE.current()).hasValue("Root=1-process");

    SdkInternalThreadLocal.put(LambdaTrace.OF_THREAD, "Root=1-thread");
    assertThat(SEVERAL_AT_ONCE.current()).hasValue("Root=1-thread");
  }

  @Test
  void processThatIsNoFunction_sendsNoneOn() {
    LambdaTrace elsewhere = new LambdaTrace(Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "10"));
    SdkInternalThreadLocal.put(LambdaTrace.OF_THREAD, "Root=1-thread");

    assertThat(elsewhere.current()).isEmpty();
    assertThat(LambdaTrace.header()).isEmpty();
  }
}
