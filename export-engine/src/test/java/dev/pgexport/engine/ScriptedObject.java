package dev.pgexport.engine;

import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportObject;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An object whose bytes and behaviour a test gives. */
public record ScriptedObject(
        ObjectName name, boolean compressible, boolean repeatable, Script script, Optional<ExistingObject> existing)
        implements ExportObject {

    /** What writing it does. */
    @FunctionalInterface
    public interface Script {
        Written writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    public static ScriptedObject of(String name, Script script) {
        return new ScriptedObject(ObjectName.of(name), true, true, script, Optional.empty());
    }

    /** An object with lines, each a row of a table. */
    public static ScriptedObject rows(String table, int part, int rows) {
        return of("data/public." + table + "/" + part + ".csv", out -> {
            for (int i = 0; i < rows; i++) {
                out.write((i + ",row\n").getBytes(StandardCharsets.UTF_8));
            }
            return Written.rows(new TableName("public", table), rows);
        });
    }

    public ScriptedObject once() {
        return new ScriptedObject(name, compressible, false, script, existing);
    }

    public ScriptedObject incompressible() {
        return new ScriptedObject(name, false, repeatable, script, existing);
    }

    public ScriptedObject existingAt(ExistingObject place) {
        return new ScriptedObject(name, compressible, repeatable, script, Optional.of(place));
    }

    /** The same object with something done before its bytes. */
    public ScriptedObject after(Script first) {
        return new ScriptedObject(
                name,
                compressible,
                repeatable,
                out -> {
                    first.writeTo(out);
                    return script.writeTo(out);
                },
                existing);
    }

    @Override
    public long estimatedBytes() {
        return 100;
    }

    @Override
    public Written writeTo(OutputStream out) throws IOException, InterruptedException {
        return script.writeTo(out);
    }
}
