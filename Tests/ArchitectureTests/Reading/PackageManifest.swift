/// The targets of Package.swift with what each declares to depend on.
///
/// Read from the text, since asking SwiftPM would wait for the build that runs this test.
struct PackageManifest {
    /// Target → names of its declared targets and products.
    let dependencies: [String: Set<String>]

    init(source: String) {
        let tokens = SwiftLexer.tokens(of: source).filter { $0.comment == nil }
        let products = PackageManifest.namedProducts(tokens)
        var found: [String: Set<String>] = [:]
        for index in tokens.indices {
            guard let call = tokens[index].word, index + 2 < tokens.count,
                tokens[index + 1].isSymbol("(")
            else { continue }
            switch call {
            case "library", "tests":
                guard let name = tokens[index + 2].text else { continue }
                found[name] = PackageManifest.list(tokens, from: index + 3, products)
            case "target", "executableTarget", "testTarget":
                guard index + 4 < tokens.count, tokens[index + 2].isWord("name"),
                    let name = tokens[index + 4].text
                else { continue }
                found[name] = PackageManifest.list(tokens, from: index + 5, products)
            default: continue
            }
        }
        dependencies = found
    }

    /// `let crypto: Target.Dependency = .product(name: "Crypto", …)` names the product `crypto`.
    private static func namedProducts(_ tokens: [SwiftToken]) -> [String: String] {
        var products: [String: String] = [:]
        for index in tokens.indices where tokens[index].isWord("let") {
            let statement = tokens[index...].prefix(13)
            guard index + 1 < tokens.count, let name = tokens[index + 1].word,
                statement.contains(where: { $0.isWord("Dependency") }),
                let product = statement.firstIndex(where: { $0.isWord("product") }),
                product + 4 < tokens.count, let value = tokens[product + 4].text
            else { continue }
            products[name] = value
        }
        return products
    }

    /// The elements of the first list at or after `start`.
    private static func list(
        _ tokens: [SwiftToken], from start: Int, _ products: [String: String]
    ) -> Set<String> {
        guard let open = tokens[start...].firstIndex(where: { $0.isSymbol("[") }),
            let close = tokens[open...].firstIndex(where: { $0.isSymbol("]") })
        else { return [] }
        var names: Set<String> = []
        var depth = 0
        for index in open + 1..<close {
            let token = tokens[index]
            if token.isSymbol("(") { depth += 1 }
            if token.isSymbol(")") { depth -= 1 }
            if let text = token.text, depth == 0 || tokens[index - 2].isWord("name") {
                names.insert(text)
            }
            if depth == 0, let word = token.word, let product = products[word] {
                names.insert(product)
            }
        }
        return names
    }
}
