/// What a source file may import. SwiftPM compiles an import of any module that happens to be
/// built, so the arrows between targets are held here.
enum ArrowRule {
    static func violations(in file: SourceFile, declared: PackageManifest) -> [Violation] {
        guard let row = TargetMap.row(of: file.target) else {
            return [Violation(path: file.path, line: 1, what: "\(file.target) has no row")]
        }
        let dependencies = declared.dependencies[file.target] ?? []
        let external = dependencies.union(
            dependencies.flatMap { TargetMap.carried[$0] ?? [] })
        return file.imports.compactMap { entry in
            reason(
                importing: entry.module, into: file.target, row: row, dependencies, external
            ).map { Violation(path: file.path, line: entry.line, what: $0) }
        }
    }

    private static func reason(
        importing module: String, into target: String, row: Int,
        _ dependencies: Set<String>, _ external: Set<String>
    ) -> String? {
        if let above = TargetMap.row(of: module) {
            if above >= row { return "imports \(module), which is not in a row above \(target)" }
            return dependencies.contains(module)
                ? nil : "imports \(module) without declaring it in Package.swift"
        }
        if TargetMap.deterministic.contains(target) {
            let allowed = TargetMap.outsideOfDeterministic[target] ?? []
            return allowed.contains(module)
                ? nil : "deterministic \(target) imports \(module)"
        }
        if TargetMap.toolchain.contains(module) || external.contains(module) { return nil }
        return "imports \(module) without declaring it in Package.swift"
    }
}
