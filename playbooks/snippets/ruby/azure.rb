# frozen_string_literal: true

# @file credential.rb
# @note Azure has no maintained library for Ruby: this asks the managed identity of a virtual machine for a token. App Service and AKS have other endpoints for it. Behind a proxy, 169.254.169.254 has to stand in no_proxy.
require 'json'
require 'net/http'
require 'uri'

# The __title__, read from Azure Key Vault.
class Credential
  class Error < StandardError; end

  SECRET = '__label__'
  IDENTITY_URL = 'http://169.254.169.254/metadata/identity/oauth2/token' \
                 '?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net'

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  def self.read
    vault_url = setting('AZURE_KEY_VAULT_URL').chomp('/')
    token = json(IDENTITY_URL, 'Metadata' => 'true')['access_token']
    text = json("#{vault_url}/secrets/#{SECRET}?api-version=7.4", 'Authorization' => "Bearer #{token}")['value']
    fields = parse(text)
    new(
      # each part, comma between
      __part__: required(fields, '__field__'),
      # or optional
      __part__: optional(fields, '__field__'),
      # end
    )
  end

  def initialize(
    # each part, comma between
    __part__:,
    # end
  )
    # each part
    @__part__ = __part__
    # end
    freeze
  end

  # Keeps the values out of logs.
  def inspect = '#<Credential>'

  def self.json(url, headers)
    uri = URI(url)
    answer = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == 'https', open_timeout: 10, read_timeout: 10) do |http|
      http.get(uri.request_uri, headers)
    end
    raise Error, "#{uri.host} answered #{answer.code} to #{uri.path}" unless answer.is_a?(Net::HTTPOK)

    parse(answer.body)
  rescue SystemCallError, SocketError, Timeout::Error, OpenSSL::SSL::SSLError => e
    raise Error, "cannot reach #{uri.host}: #{e.message}"
  end
  private_class_method :json

  def self.parse(text)
    fields = JSON.parse(text.to_s)
    raise Error, "the answer or the value of #{SECRET} is not a JSON object" unless fields.is_a?(Hash)

    fields
  rescue JSON::ParserError
    # Without a cause: the original message quotes the text.
    raise Error, "the answer or the value of #{SECRET} is not JSON", cause: nil
  end
  private_class_method :parse

  # with optional
  def self.optional(fields, name)
    required(fields, name) unless fields[name].to_s.empty?
  end
  private_class_method :optional

  # end
  def self.required(fields, name)
    value = fields[name]
    raise Error, "#{SECRET} has no field #{name}, or an empty one" if !value.is_a?(String) || value.strip.empty?

    value
  end
  private_class_method :required

  def self.setting(variable)
    value = ENV.fetch(variable, '')
    raise Error, "environment variable #{variable} is not set or empty" if value.empty?

    value
  end
  private_class_method :setting
end
