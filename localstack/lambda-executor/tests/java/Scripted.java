import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that does what its event says. */
public final class Scripted implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String line = new String(event.readAllBytes());
    System.out.println("handling " + line);
    switch (line) {
      case "throw" -> throw new IllegalStateException("as the script says");
      case "halt" -> Runtime.getRuntime().halt(3);
      case "left" -> answer.write(Integer.toString(context.getRemainingTimeInMillis()).getBytes());
      case "heap" -> answer.write(Long.toString(Runtime.getRuntime().maxMemory() >> 20).getBytes());
      case "large" -> answer.write(new byte[7 << 20]);
      default -> answer.write(Long.toString(ProcessHandle.current().pid()).getBytes());
    }
  }

  /** A function that cannot be made. */
  public static final class Broken implements RequestStreamHandler {
    public Broken() {
      throw new IllegalStateException("cannot be made");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) {}
  }
}
