package dev.pgexport.api.setting;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declare a component of a settings record as a setting.
 *
 * <p>This one declaration gives the flag ({@code --copy-format}), the variable ({@code PGEXPORT_COPY_FORMAT}), the YAML
 * key ({@code copy.format}), the help, the reference page and the errors.
 *
 * <p>A component's type is one of {@code String}, {@code int}, {@code long}, {@code boolean}, an enum, {@link
 * java.nio.file.Path}, {@link java.net.URI}, {@link java.time.Duration}, {@link DataSize}, {@code Optional} of one of
 * these, or {@code List<String>}. A component whose type is itself a record of settings carries no annotation: its
 * settings are taken over as they are, so that two plugins can share them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
    /** The key: lower case words joined by {@code -}, groups by {@code .}, as in {@code copy.part-size}. */
    String key();

    /** One sentence of help, without the default. */
    String description();

    /** The default as a user would write it; empty means none: the component is then optional, a list, or required. */
    String defaultValue() default "";

    /** The least allowed value as a user would write it; empty means no bound. */
    String minimum() default "";

    /** The greatest allowed value as a user would write it; empty means no bound. */
    String maximum() default "";

    /** Whether the value is masked wherever it would be shown, and left out of the manifest. */
    boolean secret() default false;

    /** Short flags for the same setting, as in {@code -t}. */
    String[] shortFlags() default {};

    /** What stands for the value in help, as in {@code PATTERN}; empty means a name made from the type. */
    String placeholder() default "";
}
