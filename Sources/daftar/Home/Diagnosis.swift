import Foundation
import Glibc
import LedgerCore
import Node
import Storage

/// Looks at a home and says what an operator should know of it.
struct Diagnosis {
    struct Finding: Sendable {
        let subject: String
        let state: State
        let text: String
        /// What to do about it; `nil` where nothing is to be done.
        var advice: String?
    }

    enum State: String, Sendable {
        case good
        /// Works, and wants a look.
        case notable
        case wrong
    }

    let home: NodeHome
    let host: String
    let port: Int

    /// In the order in which a node would meet them.
    func findings() -> [Finding] {
        var found = [directory()]
        let genesis = Result { try HomeGenesis.read(home) }
        switch genesis {
        case .success(let genesis):
            found.append(
                .init(
                    subject: "genesis", state: genesis.isDemo ? .notable : .good,
                    text: "“\(genesis.name)”, chain \(genesis.chainID)"
                        + (genesis.isDemo ? "; a demo: anybody can derive its keys" : "")))
        case .failure(let error):
            found.append(wrong("genesis", error))
        }
        found += ledger(expected: try? genesis.get().chainID)
        found += [durability(), process(), keys(), clock(), disk(), listening()]
        return found
    }

    private func directory() -> Finding {
        guard Files.isDirectory(home.path) else {
            return .init(
                subject: "home", state: .wrong, text: "\(home.path) is no directory",
                advice: "`daftar init --home \(home.path)` makes one.")
        }
        guard access(home.path, W_OK) == 0 else {
            return .init(
                subject: "home", state: .wrong, text: "\(home.path) cannot be written",
                advice: "Run the node as the owner of the directory.")
        }
        return .init(subject: "home", state: .good, text: home.path)
    }

    private func ledger(expected: ChainID?) -> [Finding] {
        do {
            let store = try LedgerStore.openForReading(home: home.paths, chain: expected)
            defer { try? store.close() }
            let head = store.head
            return [
                .init(
                    subject: "ledger", state: .good,
                    text: "height \(head.height), block \(head.blockID), schema of this program"),
                origin(store),
            ]
        } catch { return [wrong("ledger", error)] }
    }

    private func origin(_ store: LedgerStore) -> Finding {
        let instance = "instance \(store.instance)"
        switch store.origin {
        case .own:
            return .init(subject: "origin", state: .good, text: "made here; \(instance)")
        case .unproven:
            return .init(
                subject: "origin", state: .good,
                text: "made here; signs once its peers have shown that its key has signed nothing "
                    + "it does not know; \(instance)")
        case .restored(let moment):
            return .init(
                subject: "origin", state: .notable,
                text: "restored from a backup at \(moment.text); \(instance)",
                advice: HomeNotice.text(store))
        case .copied:
            return .init(
                subject: "origin", state: .notable,
                text: "a copy: the file is not the one that was written last; \(instance)",
                advice: HomeNotice.text(store))
        }
    }

    /// Opening to write demands `synchronous=FULL`; a home that a node serves from was opened so.
    private func durability() -> Finding {
        do throws(StorageError) {
            try LedgerStore.open(home: home.paths).close()
        } catch {
            if case .homeInUse = error {
                return .init(
                    subject: "durability", state: .good,
                    text: "asserted by the node that has the ledger open")
            }
            return wrong("durability", error)
        }
        return .init(
            subject: "durability", state: .good, text: "a commit is on disk when it returns (FULL)")
    }

    private func process() -> Finding {
        guard let text = try? Files.read(home.processFile, bytesMax: 64),
            let id = Int32(
                String(decoding: text, as: UTF8.self).trimmingCharacters(
                    in: .whitespacesAndNewlines))
        else { return .init(subject: "process", state: .good, text: "no node runs here") }
        guard kill(id, 0) == 0 || errno == EPERM else {
            return .init(
                subject: "process", state: .good,
                text: "the last node (\(id)) ended without saying so; the next start recovers")
        }
        return .init(subject: "process", state: .good, text: "process \(id) serves from here")
    }

    private func keys() -> Finding {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.keysDirectory)) ?? []
        let files = names.filter { $0.hasSuffix(".key") }.sorted()
        for name in files {
            do { _ = try KeyFile.read(home.keysDirectory + "/" + name) } catch {
                return wrong("keys", error)
            }
        }
        return .init(
            subject: "keys", state: .good,
            text: files.isEmpty
                ? "no key files" : "\(files.count) key files, readable by their owner alone")
    }

    private func clock() -> Finding {
        let now = Timestamp(milliseconds: Clock.milliseconds())
        let store = try? LedgerStore.openForReading(home: home.paths)
        defer { try? store?.close() }
        let last = store.flatMap { store in
            try? store.read { try $0.header(at: store.head.height) }
        }
        guard let last, last.time > now else {
            return .init(subject: "clock", state: .good, text: now.text)
        }
        return .init(
            subject: "clock", state: .wrong,
            text: "\(now.text) is before the last block (\(last.time.text))",
            advice: "Set the machine's clock; a node with a wrong one proposes no blocks.")
    }

    private func disk() -> Finding {
        var status = statvfs()
        guard statvfs(home.path, &status) == 0 else {
            return .init(subject: "disk", state: .notable, text: "cannot be asked")
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let text = "\(free >> 20) MiB free"
        guard free < 1 << 30 else { return .init(subject: "disk", state: .good, text: text) }
        return .init(
            subject: "disk", state: free < 64 << 20 ? .wrong : .notable, text: text,
            advice: "Make room: on a full disk the node stops before it commits.")
    }

    private func listening() -> Finding {
        let subject = "port \(port)"
        switch PortProbe.state(host: host, port: port) {
        case .free: return .init(subject: subject, state: .good, text: "free")
        case .taken:
            return .init(
                subject: subject, state: .good, text: "somebody listens on \(host):\(port)")
        case .unknown(let reason):
            return .init(subject: subject, state: .notable, text: reason)
        }
    }

    private func wrong(_ subject: String, _ error: any Error) -> Finding {
        let failure = (error as? CommandFailure) ?? FailureText.describe(error)
        return .init(
            subject: subject, state: .wrong, text: failure.message, advice: failure.advice)
    }
}
