package dev.ferry.cli.cloud;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.ferry.cli.demo.google.function.ReadRequest;
import dev.ferry.cli.demo.trouble.Control;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.functions.google.GoogleSetup;
import dev.ferry.functions.google.PubSubFunction;
import java.nio.charset.StandardCharsets;

/** {@link ContractFunction} behind a push subscription. */
public final class ContractPush implements HttpFunction {
  private final HttpFunction work = new Work();

  /** For the framework, which makes it. */
  public ContractPush() {}

  @Override
  public void service(HttpRequest request, HttpResponse response) throws Exception {
    byte[] push = request.getInputStream().readAllBytes();
    // A push has its text in Base64; the message's id, which is the same, is in an attribute.
    if (new String(push, StandardCharsets.UTF_8).contains(ContractFunction.DEADLY)) {
      Runtime.getRuntime().halt(137);
    }
    work.service(ReadRequest.of(request, push), response);
  }

  private static final class Work extends PubSubFunction {
    private Work() {
      super(new ContractWork(), setup());
    }

    /** Somebody listens where somebody said so. */
    private static GoogleSetup setup() {
      GoogleSetup own = GoogleSetup.ofProcess();
      return System.getenv(Control.VARIABLE) == null
          ? own
          : own.withListener(Trouble.ofProcess().processing());
    }
  }
}
