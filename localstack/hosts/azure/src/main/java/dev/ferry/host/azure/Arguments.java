package dev.ferry.host.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.BindingName;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds a method's parameters to what an invocation brings, by the names in their annotations. */
final class Arguments {
  private static final String ANNOTATIONS = "com.microsoft.azure.functions.annotation.";

  private final Invocation invocation;
  private final ExecutionContext context;

  Arguments(Invocation invocation, ExecutionContext context) {
    this.invocation = invocation;
    this.context = context;
  }

  /**
   * The arguments.
   *
   * @throws IOException when one is missing, or cannot be made of what came
   */
  @Nullable Object[] of(Method method) throws IOException, ReflectiveOperationException {
    Parameter[] parameters = method.getParameters();
    @Nullable Object[] arguments = new Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      arguments[i] = argument(parameters[i]);
    }
    return arguments;
  }

  private @Nullable Object argument(Parameter parameter)
      throws IOException, ReflectiveOperationException {
    if (parameter.getType() == ExecutionContext.class) {
      return context;
    }
    BindingName metadata = parameter.getAnnotation(BindingName.class);
    if (metadata != null) {
      TypedData data = invocation.metadata().get(metadata.value());
      return data == null ? nothing(parameter) : to(parameter.getParameterizedType(), data);
    }
    for (Annotation annotation : parameter.getAnnotations()) {
      Class<?> type = annotation.annotationType();
      if (type.getName().startsWith(ANNOTATIONS)) {
        String name = String.valueOf(type.getMethod("name").invoke(annotation));
        TypedData data = invocation.inputs().get(name);
        return data == null ? nothing(parameter) : to(parameter.getParameterizedType(), data);
      }
    }
    throw new IOException("parameter " + parameter + " is bound to nothing");
  }

  /** What the trigger does not tell is null. */
  private static @Nullable Object nothing(Parameter parameter) throws IOException {
    if (parameter.getType().isPrimitive()) {
      throw new IOException("nothing came for parameter " + parameter);
    }
    return null;
  }

  private static @Nullable Object to(Type type, TypedData data) throws IOException {
    if (type == byte[].class) {
      return data.bytes();
    }
    if (type == String.class) {
      return data.text();
    }
    if (isListOfBytes(type)) {
      return data.parts();
    }
    return coerced(type, data.value());
  }

  private static boolean isListOfBytes(Type type) {
    return type instanceof ParameterizedType list
        && list.getRawType() == List.class
        && (list.getActualTypeArguments()[0] == byte[].class
            || list.getActualTypeArguments()[0] instanceof GenericArrayType);
  }

  private static @Nullable Object coerced(Type type, @Nullable Object value) throws IOException {
    if (value instanceof List<?> list && type instanceof Class<?> array && array.isArray()) {
      Object all = Array.newInstance(array.getComponentType(), list.size());
      for (int i = 0; i < list.size(); i++) {
        Array.set(all, i, coerced(array.getComponentType(), list.get(i)));
      }
      return all;
    }
    if (value instanceof List<?> list && type instanceof ParameterizedType generic) {
      List<@Nullable Object> all = new ArrayList<>();
      for (Object element : list) {
        all.add(coerced(generic.getActualTypeArguments()[0], element));
      }
      return all;
    }
    Number number = number(value);
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(required(type, number).longValue());
    }
    if (type == long.class || type == Long.class) {
      return required(type, number).longValue();
    }
    if (type == double.class || type == Double.class) {
      return required(type, number).doubleValue();
    }
    if (type == String.class) {
      return value == null ? null : value.toString();
    }
    return value;
  }

  private static @Nullable Number number(@Nullable Object value) {
    return value instanceof Number number ? number : null;
  }

  private static Number required(Type type, @Nullable Number number) throws IOException {
    if (number == null) {
      throw new IOException("what came is no " + type.getTypeName());
    }
    return number;
  }
}
