package dev.ferry.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Records every call that a function makes of AWS: function, service, operation and resources, a
 * line each, in the file that RECORDED_CALLS names. The SDK gives it to all of its clients, as the
 * file execution.interceptors beside it says. Names of resources only: no body, no value.
 */
public final class RecordedCalls implements ExecutionInterceptor {
  private static final Path FILE = Path.of(System.getenv("RECORDED_CALLS"));
  private static final String FUNCTION = System.getenv("AWS_LAMBDA_FUNCTION_NAME");

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    String line =
        String.join(
            "\t",
            FUNCTION,
            attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            String.join(",", new TreeSet<>(resources(context.request()).toList())));
    try {
      Files.writeString(
          FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Names of queues, topics and tables, wherever a request says them; with what is done to items. */
  private static Stream<String> resources(SdkPojo request) {
    return request.sdkFields().stream()
        .flatMap(field -> named(field, field.getValueOrDefault(request)));
  }

  private static Stream<String> named(SdkField<?> field, Object value) {
    String name = field.memberName();
    if (value instanceof String text
        && List.of("QueueUrl", "TopicArn", "TableName", "Statement").contains(name)) {
      return Stream.of(name.equals("Statement") ? verbAndTable(text) : text);
    }
    if (name.equals("RequestItems") && value instanceof Map<?, ?> tables) {
      return tables.keySet().stream().map(String::valueOf);
    }
    if (value instanceof List<?> several) {
      return several.stream().flatMap(one -> inside(name, one));
    }
    return inside(name, value);
  }

  private static Stream<String> inside(String name, Object value) {
    boolean written = List.of("Put", "Update", "Delete", "ConditionCheck").contains(name);
    return value instanceof SdkPojo pojo
        ? resources(pojo).map(resource -> written ? name + " " + resource : resource)
        : Stream.empty();
  }

  /** INSERT INTO "table" or UPDATE "table": without the values, which are parameters anyway. */
  private static String verbAndTable(String statement) {
    return statement.split("\\s", 2)[0] + " " + statement.replaceAll("(?s)^[^\"]*\"([^\"]+)\".*$", "$1");
  }
}
