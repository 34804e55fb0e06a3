import Foundation
import Glibc

/// Files as the commands need them: whole or not at all, and with the reason when not.
enum Files {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// - Parameter bytesMax: a larger file is refused rather than read.
    static func read(_ path: String, bytesMax: Int = 256 << 20) throws -> [UInt8] {
        guard !isDirectory(path) else {
            throw CommandFailure.impossible("\(path) is a directory.")
        }
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard size ?? 0 <= bytesMax else {
            throw CommandFailure.impossible("\(path) is larger than \(bytesMax >> 20) MiB.")
        }
        do { return [UInt8](try Data(contentsOf: URL(filePath: path))) } catch {
            throw CommandFailure.impossible("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Everything that comes in on standard input.
    static func readStandardInput(bytesMax: Int = 256 << 20) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes {
                Glibc.read(STDIN_FILENO, $0.baseAddress, $0.count)
            }
            if count == 0 { return bytes }
            guard count > 0 else { throw failure("read", "standard input") }
            bytes += buffer[..<count]
            guard bytes.count <= bytesMax else {
                throw CommandFailure.impossible(
                    "Standard input is larger than \(bytesMax >> 20) MiB.")
            }
        }
    }

    /// Writes beside the final name and renames, so that a crash leaves the old file or the new one.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o644) throws {
        let unfinished = path + ".partial"
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure("write", path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw failure("write", path) }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0, rename(unfinished, path) == 0 else {
            throw failure("write", path)
        }
    }

    /// With everything above it; one that is there stays as it is.
    static func makeDirectory(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure.impossible(
                "\(path) cannot be made: \(error.localizedDescription)")
        }
    }

    /// Sorted; none where there is no such directory.
    static func names(in directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    private static func failure(_ verb: String, _ path: String) -> CommandFailure {
        .impossible("Cannot \(verb) \(path): \(String(cString: strerror(errno))).")
    }
}
