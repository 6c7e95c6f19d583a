package dev.pgexport.filesystem;

import dev.pgexport.api.setting.Setting;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The settings of sink {@code filesystem}.
 *
 * @param fileMode the permissions of files: three octal digits, an optional 0 before; the owner may read and write
 * @param folderMode the permissions of folders: as above; the owner may also enter
 */
public record FilesystemSettings(
        @Setting(
                key = "filesystem.file-mode",
                defaultValue = "0600",
                placeholder = "MODE",
                description = "Permissions of the files of an export, in octal, whatever the umask")
        String fileMode,

        @Setting(
                key = "filesystem.folder-mode",
                defaultValue = "0700",
                placeholder = "MODE",
                description = "Permissions of the folders of an export, in octal, whatever the umask")
        String folderMode) {

    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

    public FilesystemSettings {
        check("filesystem.file-mode", fileMode, 0600, "0600 or more: its owner reads and writes");
        check("filesystem.folder-mode", folderMode, 0700, "0700 or more: its owner reads, writes and enters");
    }

    /** Return the settings that hold when nothing is told otherwise. */
    public static FilesystemSettings defaults() {
        return new FilesystemSettings("0600", "0700");
    }

    private static void check(String key, String mode, int least, String demand) {
        if (!OCTAL.matcher(mode).matches()) {
            throw new IllegalArgumentException(key + " is three octal digits such as 0640: " + mode);
        }
        if ((Integer.parseInt(mode, 8) & least) != least) {
            throw new IllegalArgumentException(key + " is " + demand + ": " + mode);
        }
    }

    Set<PosixFilePermission> filePermissions() {
        return permissions(fileMode);
    }

    Set<PosixFilePermission> folderPermissions() {
        return permissions(folderMode);
    }

    private static Set<PosixFilePermission> permissions(String mode) {
        int bits = Integer.parseInt(mode, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] fromHighestBit = PosixFilePermission.values();
        for (int i = 0; i < fromHighestBit.length; i++) {
            if ((bits & (0400 >> i)) != 0) {
                permissions.add(fromHighestBit[i]);
            }
        }
        return permissions;
    }
}
