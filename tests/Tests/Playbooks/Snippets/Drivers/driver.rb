require 'digest'
require_relative 'credential'

credential = Credential.read
puts credential, credential.inspect, "#{credential}"
puts "digest #{Digest::SHA256.hexdigest([credential.account_id, credential.client_id, credential.secret].join('|'))}"
