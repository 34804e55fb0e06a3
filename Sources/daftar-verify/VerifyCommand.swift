@main struct VerifyCommand { static func main() {} }
