package dev.ferry.cli.cloud;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.ferry.cli.demo.trouble.Control;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.functions.aws.LambdaSetup;
import dev.ferry.functions.aws.SqsFunction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A function whose messages say what it does: {@code fails N} fails on its first N attempts, one
 * that contains {@value #DEADLY} ends the process before anything is claimed, {@value #SLEEPS}
 * takes a minute and prints that it does.
 */
public final class ContractFunction implements RequestStreamHandler {
  /** In a message that ends the process. */
  public static final String DEADLY = "deadly";

  /** Begins a message that fails for a while. */
  public static final String FAILS = "fails ";

  /** A message that takes long. */
  public static final String SLEEPS = "sleeps";

  private final RequestStreamHandler work = new Work();

  /** For the runtime, which makes it. */
  public ContractFunction() {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    byte[] event = input.readAllBytes();
    if (new String(event, StandardCharsets.UTF_8).contains(DEADLY)) {
      Runtime.getRuntime().halt(137);
    }
    work.handleRequest(new ByteArrayInputStream(event), output, context);
  }

  private static final class Work extends SqsFunction {
    private Work() {
      super(new ContractWork(), setup());
    }

    /** Somebody listens where somebody said so. */
    private static LambdaSetup setup() {
      LambdaSetup own = LambdaSetup.ofProcess();
      return System.getenv(Control.VARIABLE) == null
          ? own
          : own.withListener(Trouble.ofProcess().processing());
    }
  }
}
